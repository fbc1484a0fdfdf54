package dev.vertepath.record.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.Sight;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.TypeDefinitions;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The labels in use by a type and in the whole system. */
class LabelsInUseTest {

  private final RecordOnPostgres store = new RecordOnPostgres();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void refusesALongerListThanAnyoneCouldUse() {
    store.create(patient(0, 1000));
    assertThat(store.record.labels("Patient", Set.of()).path("tag")).hasSize(1000);

    store.create(patient(1000, 1));

    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(() -> store.record.labels("Patient", Set.of()))
        .withMessageContaining("More than 1000 labels are in use by Patient");
    assertThat(store.record.labels("Condition", Set.of())).isEmpty();
  }

  @Test
  void givesUpWhenItTakesTooLong() {
    var transactions = new TransactionTemplate(new JdbcTransactionManager(store.source));
    LabelsInUse hasty = labels(transactions, Duration.ofMillis(20));
    LabelsInUse patient = labels(transactions, Duration.ofMinutes(1));
    var other = new TransactionTemplate(new JdbcTransactionManager(store.source));
    other.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);

    other.executeWithoutResult(
        locked -> {
          store.jdbc.sql("lock table resource in access exclusive mode").update();
          transactions.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
          assertThatExceptionOfType(RecordException.class)
              .isThrownBy(() -> hasty.of(null, Set.of(), Sight.ALL))
              .withMessageContaining("ask of one type")
              .satisfies(e -> assertThat(e.problems().getFirst().code()).isEqualTo("too-costly"));
        });

    assertThat(patient.of(null, Set.of(), Sight.ALL)).isEmpty();
  }

  private LabelsInUse labels(TransactionTemplate transactions, Duration limit) {
    return new LabelsInUse(
        store.jdbc,
        transactions,
        new SearchParameters(TypeDefinitions.context()),
        Set.of("Patient"),
        limit);
  }

  private static String patient(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj("{'system':'urn:t','code':'%d'}"::formatted)
        .collect(Collectors.joining(",", "{'resourceType':'Patient','meta':{'tag':[", "]}}"));
  }
}
