package dev.vertepath.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.program.Program.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command {@code rebuild} gives the workflow tables the content that follows from the record.
 */
class RebuildIT {

  private static final String FRACTURE =
      """
      {"resourceType": "Bundle", "type": "transaction", "entry": [
        {"fullUrl": "urn:uuid:00000000-0000-4000-8000-000000000001",
         "request": {"method": "POST", "url": "Patient"},
         "resource": {"resourceType": "Patient", "gender": "female", "birthDate": "1948-03-02"}},
        {"request": {"method": "POST", "url": "Condition"},
         "resource": {"resourceType": "Condition",
           "clinicalStatus": {"coding": [{
             "system": "http://terminology.hl7.org/CodeSystem/condition-clinical",
             "code": "active"}]},
           "code": {"coding": [{
             "system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "M80.08XA"}]},
           "subject": {"reference": "urn:uuid:00000000-0000-4000-8000-000000000001"}}}]}
      """;

  @TempDir Path directory;

  @Test
  void besideAProgramThatServesItMendsTheTablesAndStartsNoWebServer() throws IOException {
    try (var serving = Program.in(directory).started()) {
      EmbeddedDatabase database = serving.database();
      assertThat(serving.post("/fhir", FRACTURE).statusCode()).isEqualTo(200);
      List<String> before = rows(database);
      assertThat(before).isNotEmpty();
      damage(database);

      Ended ended =
          Program.in(directory).on(database).with("SERVER_PORT", serving.port()).ran("rebuild");

      assertRebuilt(ended);
      assertThat(rows(database)).isEqualTo(before);
    }
  }

  @Test
  void labelsOfWhatBelongsToNoPatientAreNotedAgain() throws IOException {
    var program = Program.in(directory);
    List<String> before;
    try (var serving = program.started()) {
      String basic =
          """
          {"resourceType": "Basic", "code": {"text": "x"}, "meta": {"security": [{
            "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}]}}
          """;
      assertThat(serving.post("/fhir/Basic", basic).statusCode()).isEqualTo(201);
      before = labels(serving.database());
      assertThat(before).hasSize(1);
      serving.database().execute("delete from labelled_resource");
    }
    assertThat(program.ran("rebuild").exitCode()).isZero();

    try (var serving = program.started()) {
      assertThat(labels(serving.database())).isEqualTo(before);
    }
  }

  private static List<String> labels(EmbeddedDatabase database) {
    return database.query("select x::text from labelled_resource x order by 1");
  }

  @Test
  void overItsOwnDatabaseItWorksWhileNothingServes() throws IOException {
    var program = Program.in(directory);
    List<String> before;
    try (var serving = program.started()) {
      assertThat(serving.post("/fhir", FRACTURE).statusCode()).isEqualTo(200);
      before = rows(serving.database());
      damage(serving.database());
      assertThat(program.ran("rebuild").stderr()).contains("is in use by a running VertePath");
    }

    assertRebuilt(program.ran("rebuild"));

    try (var serving = program.started()) {
      assertThat(rows(serving.database())).isEqualTo(before);
    }
  }

  private static void assertRebuilt(Ended ended) {
    assertThat(ended.stderr()).isEmpty();
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.stdout()).endsWith("patients gone through: 1.\n");
  }

  private static void damage(EmbeddedDatabase database) {
    database.execute("delete from pathway_patient");
    database.execute("delete from follow_up");
    database.execute("update episode set state = 'lost'");
    database.execute(
        "insert into episode_transition select 'stray', ordinal, 'nobody', from_state, to_state,"
            + " effective, recorded, actor, cause, rule from episode_transition");
  }

  private static List<String> rows(EmbeddedDatabase database) {
    return Stream.of("pathway_patient", "episode", "episode_transition", "treatment", "follow_up")
        .flatMap(
            table ->
                database.query("select x::text from %s x order by 1".formatted(table)).stream())
        .toList();
  }
}
