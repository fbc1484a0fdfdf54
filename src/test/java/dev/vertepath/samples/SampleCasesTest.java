package dev.vertepath.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The samples as they stand, sent on the evening of the day that they were written for. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "vertepath.zone=UTC")
class SampleCasesTest {

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  private FhirEndpoint server;

  @TestConfiguration
  static class OnThatDay {
    @Bean
    @Primary
    Clock thatDay() {
      return Clock.fixed(Instant.parse("2026-11-18T18:00:00Z"), ZoneOffset.UTC);
    }
  }

  @BeforeEach
  void open() {
    jdbc.sql(
            """
            do $$ begin
              execute (select 'truncate ' || string_agg(tablename, ', ') from pg_tables
                where schemaname = 'public' and tablename not like 'audit_%' and tablename not in ('flyway_schema_history',
                  'transaction_origin', 'cursor_key', 'search_definition', 'reindex_job'));
            end $$
            """)
        .update();
    server = FhirEndpoint.at(port);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "awaiting-evidence,     H-1002, awaiting-evidence, insufficient-information",
    "contraindicated,       H-1003, contraindicated,   contraindication-present",
    "not-indicated,         H-1004, not-indicated,     does-not-meet",
    "recovered-1-referral,  H-1001, awaiting-evidence, insufficient-information",
    "recovered-2-evidence,  H-1001, candidate,         meets-criteria-for-specialist-review",
    "recovered-3-order,     H-1001, ordered,           meets-criteria-for-specialist-review",
    "recovered-4-appointment, H-1001, scheduled,       meets-criteria-for-specialist-review",
    "recovered-5-procedure, H-1001, follow-up,         meets-criteria-for-specialist-review",
    "recovered-8-recovery,  H-1001, follow-up,         meets-criteria-for-specialist-review",
    "red-flag-1-treated,    H-1005, follow-up,         meets-criteria-for-specialist-review",
    "red-flag-2-breathless, H-1005, follow-up,         meets-criteria-for-specialist-review"
  })
  void movesTheOneCaseOfItsPatient(String sample, String number, String state, String verdict)
      throws Exception {
    sendUpTo(sample);

    List<JsonNode> cases = tasks(number, "pathway-case");
    assertThat(cases).hasSize(1);
    assertThat(code(cases.getFirst().path("businessStatus"))).isEqualTo(state);
    assertThat(server.search("GuidanceResponse?patient=" + patient(number)))
        .singleElement()
        .satisfies(
            guidance -> assertThat(guidance.at("/note/0/text").asString()).startsWith(verdict));
  }

  @Test
  void aFractureOfTheHipOpensNoCase() throws Exception {
    sendUpTo("no-case");

    assertThat(server.search("Task?patient=" + patient("H-1006"))).isEmpty();
  }

  @Test
  void nothingIsAskedOfAPersonInVain() throws Exception {
    sendUpTo("recovered-8-recovery");

    assertThat(server.search("DetectedIssue?patient=" + patient("H-1001"))).isEmpty();
    assertThat(tasks("H-1001", "follow-up"))
        .filteredOn(task -> !task.path("status").asString().equals("completed"))
        .extracting(task -> task.path("code").at("/coding/1/code").asString())
        .containsExactly("bone-health-evaluation");
  }

  @Test
  void theCaseIsCompletedWhenAPersonCompletesTheLastTask() throws Exception {
    sendUpTo("recovered-8-recovery");
    var last = (ObjectNode) server.search("Task?code=bone-health-evaluation").getFirst();

    server.put("Task/" + last.path("id").asString(), last.put("status", "completed"));

    assertThat(code(tasks("H-1001", "pathway-case").getFirst().path("businessStatus")))
        .isEqualTo("completed");
    assertThat(server.search("CarePlan?patient=" + patient("H-1001")))
        .singleElement()
        .satisfies(plan -> assertThat(plan.path("status").asString()).isEqualTo("completed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&_pretty=true"})
  void evidenceIsNamedWithItsVersionHoweverItIsAskedFor(String shape) throws Exception {
    sendUpTo("awaiting-evidence");

    JsonNode verdict =
        server.search("GuidanceResponse?patient=" + patient("H-1002") + shape).getFirst();

    assertThat(verdict.findValuesAsString("reference"))
        .anyMatch(reference -> reference.matches("Observation/[^/]+/_history/1"));
  }

  @Test
  void shortnessOfBreathAfterTheProcedureRaisesAFlagAndAnUrgentReview() throws Exception {
    sendUpTo("red-flag-2-breathless");

    assertThat(server.search("Flag?patient=" + patient("H-1005")))
        .singleElement()
        .satisfies(flag -> assertThat(flag.path("status").asString()).isEqualTo("active"));
    assertThat(tasks("H-1005", "red-flag-review"))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.path("status").asString()).isEqualTo("requested");
              assertThat(task.path("priority").asString()).isEqualTo("urgent");
              assertThat(task.at("/restriction/period/end").asString())
                  .isEqualTo("2026-11-09T23:59:59Z");
            });
    assertThat(server.search("DetectedIssue?patient=" + patient("H-1005"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"recovered-8-recovery", "red-flag-2-breathless", "contraindicated", "no-case"})
  void sentAgainChangesNothing(String sample) throws Exception {
    sendUpTo(sample);
    int versions = versions();

    List<JsonNode> answers = sendUpTo(sample);

    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(answer.path("response").path("status").asString()).startsWith("200"));
    assertThat(versions()).isEqualTo(versions);
  }

  /** Sends the steps of the sample's case, the one named being the last. */
  private List<JsonNode> sendUpTo(String last) throws Exception {
    String prefix = last.replaceAll("\\d.*", "");
    List<Path> steps =
        SamplesTest.samples()
            .filter(file -> name(file).startsWith(prefix) && name(file).compareTo(last) <= 0)
            .toList();
    assertThat(steps).last().extracting(SampleCasesTest::name).isEqualTo(last);
    var answers = Stream.<JsonNode>builder();
    for (Path step : steps) {
      server.post(step).forEach(answers);
    }
    return answers.build().toList();
  }

  private static String name(Path sample) {
    return sample.getFileName().toString().replace(".json", "");
  }

  private String patient(String number) throws Exception {
    List<JsonNode> found =
        server.search("Patient?identifier=https://hospital.example/patients%7C" + number);
    assertThat(found).hasSize(1);
    return "Patient/" + found.getFirst().path("id").asString();
  }

  private List<JsonNode> tasks(String number, String code) throws Exception {
    return server.search(
        "Task?patient=%s&code=https://vertepath.dev/fhir/CodeSystem/task-code%%7C%s"
            .formatted(patient(number), code));
  }

  private static String code(JsonNode concept) {
    return concept.at("/coding/0/code").asString();
  }

  private int versions() throws Exception {
    return server.get("_history?_count=1").path("total").asInt();
  }
}
