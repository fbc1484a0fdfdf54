package dev.vertepath.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A death in the middle of an erasure takes nothing of the patient; then she can be erased, and no
 * death brings her back.
 */
class PurgeCrashIT {

  private static final String HER = "erased-in-a-crash";
  private static final String FAMILY = "Morgenrotmacher";

  private static final String FILL =
      """
      {"resourceType": "Bundle", "type": "transaction", "entry": [
        {"request": {"method": "PUT", "url": "Patient/%1$s"},
         "resource": {"resourceType": "Patient", "id": "%1$s", "name": [{"family": "%2$s"}],
           "identifier": [{"system": "urn:test", "value": "pc-1"}]}},
        {"request": {"method": "POST", "url": "Condition"},
         "resource": {"resourceType": "Condition", "subject": {"reference": "Patient/%1$s"},
           "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "M80.08XA"}]}}},
        {"request": {"method": "POST", "url": "Observation"},
         "resource": {"resourceType": "Observation", "status": "final",
           "subject": {"reference": "Patient/%1$s", "display": "%2$s"},
           "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]},
           "valueInteger": 5}}]}
      """;

  private static final String MESSAGE =
      """
      {"resourceType": "Bundle", "type": "message", "entry": [
       {"fullUrl": "urn:uuid:6d1f1c52-8a51-4e5a-9c0e-000000000000", "resource":
        {"resourceType": "MessageHeader", "id": "purge-crash",
         "eventCoding": {"system": "https://vertepath.dev/fhir/CodeSystem/message-event",
           "code": "patient-update"},
         "source": {"endpoint": "https://his.example/out"},
         "focus": [{"reference": "urn:uuid:6d1f1c52-8a51-4e5a-9c0e-000000000001"}]}},
       {"fullUrl": "urn:uuid:6d1f1c52-8a51-4e5a-9c0e-000000000001", "resource":
        {"resourceType": "Patient", "name": [{"family": "%s"}], "gender": "female",
         "identifier": [{"system": "urn:test", "value": "pc-1"}]}}]}
      """;

  private static final String REASON =
      """
      {"resourceType": "Parameters", "parameter": [{"name": "reason", "valueString": "wish"}]}
      """;

  @TempDir Path directory;

  @Test
  void eitherNothingOrAllIsGone() throws IOException {
    var program = Program.in(directory);
    var dying = program.started();
    assertThat(dying.post("/fhir", FILL.formatted(HER, FAMILY)).statusCode()).isEqualTo(200);
    assertThat(dying.post("/fhir/$process-message", MESSAGE.formatted(FAMILY)).body())
        .contains("\"code\":\"ok\"");
    Map<String, String> before = rows(dying);
    diesInTheMiddle(dying, RunningProgram::killedWithItsDatabase);

    var next = program.started();
    assertThat(rows(next)).as("after the death of all").isEqualTo(before);
    diesInTheMiddle(next, RunningProgram::killedHard);

    var third = program.started();
    assertThat(rows(third)).as("after the death of the program").isEqualTo(before);
    assertThat(third.get("/fhir/Patient/" + HER).body()).contains(FAMILY);
    var answer = third.post("/fhir/Patient/" + HER + "/$purge", REASON);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    third.killedWithItsDatabase();

    try (var last = program.started()) {
      assertThat(last.get("/fhir/Patient/" + HER).statusCode()).isEqualTo(410);
      assertThat(rows(last))
          .containsEntry("resource", "0")
          .containsEntry("resource_version", "0")
          .containsEntry("search_string", "0")
          .containsEntry("message", "0")
          .containsEntry("episode", "0")
          .containsEntry("erasure", "1");
      assertThat(
              last.database()
                  .query(
                      "select count(*) from audit_event where operation = 'purge' and outcome = 0"))
          .containsExactly("1");
    }
  }

  /** All that goes is gone within its transaction when it waits for the tombstone to be written. */
  private static void diesInTheMiddle(RunningProgram program, Consumer<RunningProgram> death) {
    EmbeddedDatabase database = program.database();
    var answered = new AtomicReference<String>();
    Thread asking;
    try (Connection holding =
        DriverManager.getConnection(database.url(), database.username(), database.password())) {
      holding.setAutoCommit(false);
      holding.createStatement().execute("lock table erasure in access exclusive mode");
      asking =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      answered.set(program.post("/fhir/Patient/" + HER + "/$purge", REASON).body());
                    } catch (IOException gone) {
                      // The program died: it is unanswered.
                    }
                  });
      await()
          .atMost(Duration.ofMinutes(3))
          .until(
              () ->
                  database
                          .query(
                              """
                          select query from pg_stat_activity
                          where wait_event_type = 'Lock' and query ilike '%into erasure%'
                            and pid <> pg_backend_pid()
                          """)
                          .size()
                      == 1);
      death.accept(program);
    } catch (SQLException theServerDied) {
      assertThat(program.process().isAlive()).isFalse();
    }
    await().atMost(Duration.ofMinutes(3)).until(() -> !program.process().isAlive());
    assertThat(answered).hasNullValue();
  }

  /** How many rows of each table tell of her. */
  private static Map<String, String> rows(RunningProgram program) {
    Map<String, String> rows = new TreeMap<>();
    for (String[] table :
        List.of(
            new String[] {"resource", "body <> ''::bytea and (patient = '%1$s' or id = '%1$s')"},
            new String[] {"resource_version", "patient = '%1$s'"},
            new String[] {"search_string", "exact ilike '%%%2$s%%'"},
            new String[] {"message", "position('%2$s' in encode(raw, 'escape')) > 0"},
            new String[] {"episode", "patient = '%1$s'"},
            new String[] {"erasure", "patient = '%1$s'"})) {
      rows.put(
          table[0],
          program
              .database()
              .query(
                  "select count(*) from %s where %s"
                      .formatted(table[0], table[1].formatted(HER, FAMILY)))
              .getFirst());
    }
    return rows;
  }
}
