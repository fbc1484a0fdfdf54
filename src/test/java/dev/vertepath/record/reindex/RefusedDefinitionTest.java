package dev.vertepath.record.reindex;

import static dev.vertepath.record.reindex.StoredDefinition.definition;
import static dev.vertepath.record.reindex.StoredDefinition.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.store.RecordOnPostgres;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SearchParameters that could not work are refused when they are written. */
class RefusedDefinitionTest {

  private final RecordOnPostgres store = new RecordOnPostgres();

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "['Patiant'] ! x ! string ! Patient.name ! SearchParameter.base[0] ! no type of resource",
        "['Patient'] ! x ! composite ! Patient.name ! SearchParameter.type ! cannot be added here",
        "['Patient'] ! x ! special ! Patient.name ! SearchParameter.type ! These can: date,",
        "['Patient'] ! x ! string ! Patient.name.where( ! SearchParameter.expression ! is no FHIRPath",
        "['Patient'] ! x ! string ! Patient.nam ! SearchParameter.expression ! no element 'nam'",
        "['Patient'] ! x ! string ! Task.code ! SearchParameter.expression ! about Patient",
        "['Patient'] ! x ! date ! Patient.name ! SearchParameter.type ! cannot be of HumanName",
        "['Patient'] ! gender ! token ! Patient.gender ! SearchParameter.code ! R4 has a search",
        "['Patient'] ! _x ! string ! Patient.name ! SearchParameter.code ! begin with a letter",
        "['Patient'] ! a.b ! string ! Patient.name ! SearchParameter.code ! begin with a letter",
        "['Patient'] ! taken ! string ! Patient.name ! SearchParameter.code ! SearchParameter/t defines",
        "['Task'] ! due ! date ! Task.lastModified ! SearchParameter.code ! defines",
      })
  void thatCannotWorkIsRefusedAndNothingStored(
      String base, String code, String type, String path, String place, String words) {
    define("t", "active", "['Patient']", "taken", "string", "Patient.contact.name.family");

    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(() -> define("s", "active", base, code, type, path))
        .withMessageContaining(words)
        .satisfies(
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.UNPROCESSABLE);
              assertThat(e.problems().getFirst().expression()).isEqualTo(place);
            });
    assertThat(store.ids("SearchParameter", "")).containsExactly("t");
    assertThat(define("s", "draft", base, code, type, path)).isInstanceOf(Outcome.Created.class);
  }

  @Test
  void withoutAnExpressionIsRefused() {
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(
            () ->
                store.record.transact(
                    List.of(
                        update("{\"resourceType\":\"Patient\",\"id\":\"new\"}"),
                        update(
                            definition(
                                    "s",
                                    "active",
                                    "['Patient']",
                                    "custom",
                                    "string",
                                    "Patient.contact.name.family")
                                .replaceAll(",\"expression\":\"[^\"]*\"", "")))))
        .satisfies(
            e ->
                assertThat(e.problems().getFirst().expression())
                    .isEqualTo("Bundle.entry[1].resource.expression"));
    assertThat(store.ids("Patient", "_id=new")).isEmpty();
  }

  private Outcome define(
      String id, String status, String base, String code, String type, String path) {
    return store.record.apply(update(definition(id, status, base, code, type, path)));
  }
}
