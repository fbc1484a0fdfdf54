package dev.vertepath.record.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.CountingDataSource;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many statements find what the conditions of a bundle name. */
class CostOfConditionsTest {

  private static final CountingDataSource COUNTED = new CountingDataSource();
  private static final RecordOnPostgres STORE =
      new RecordOnPostgres(true, Clock.systemUTC(), COUNTED::over);

  @BeforeAll
  static void tenPatients() {
    for (int i = 0; i < 10; i++) {
      STORE.create(patient(i));
    }
  }

  @AfterAll
  static void close() {
    STORE.close();
  }

  private static String patient(int number) {
    return "{'resourceType':'Patient','identifier':[{'system':'urn:c','value':'%d'}]}"
        .formatted(number);
  }

  private static Interaction observationOf(String patient) {
    return new Interaction.Create(
        null,
        RecordOnPostgres.json(
            """
            {'resourceType':'Observation','status':'final','code':{'text':'x'},
             'subject':{'reference':'Patient?%s'}}
            """
                .formatted(patient)),
        null);
  }

  @Test
  void thirtyReferencesToTenPatientsByIdentifierCostOneLook() {
    List<Interaction> entries = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      entries.add(observationOf("identifier=urn:c|" + i % 10));
    }
    COUNTED.sent();

    List<Outcome> outcomes = STORE.record.transact(entries);

    assertThat(outcomes).hasSize(30).hasOnlyElementsOfType(Outcome.Created.class);
    assertThat(looks()).isEqualTo(1);
  }

  @Test
  void conditionalCreatesThatFindTheirsCostOneClaimWithItsLookAndOneReading() {
    List<Interaction> entries = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      entries.add(
          new Interaction.Create(
              null, RecordOnPostgres.json(patient(i)), "identifier=urn:c%7C" + i));
    }
    COUNTED.sent();

    List<Outcome> outcomes = STORE.record.transact(entries);

    assertThat(outcomes).hasSize(10).hasOnlyElementsOfType(Outcome.Unchanged.class);
    assertThat(COUNTED.sent()).hasSize(2);
  }

  @Test
  void aConditionOfAnotherShapeIsASearchAsOftenAsItDiffers() {
    COUNTED.sent();

    STORE.record.transact(
        List.of(
            observationOf("identifier=urn:c|1&active:missing=true"),
            observationOf("active:missing=true&identifier=urn:c|1"),
            observationOf("identifier=urn:c|2")));

    assertThat(looks()).isEqualTo(2);
  }

  /** Statements that read the index of tokens to find a resource. */
  private static long looks() {
    return COUNTED.sent().stream()
        .filter(sql -> sql.startsWith("select") && sql.contains("search_token"))
        .count();
  }
}
