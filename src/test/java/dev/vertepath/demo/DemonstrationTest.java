package dev.vertepath.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import dev.vertepath.TestDatabase;
import dev.vertepath.access.audit.AuditVerifier;
import dev.vertepath.care.Rebuild;
import dev.vertepath.pathway.CaseState;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.StoredResource;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small demonstration, played once for all of these. */
class DemonstrationTest {

  private static final String[] OPTIONS = {"--demo", "--demo-patients=85", "--demo-seed=3"};

  private static TestDatabase.Server database;
  private static DemoService service;

  @BeforeAll
  static void itIsFilled() {
    database = TestDatabase.freshDatabase();
    service = DemoService.started(database, OPTIONS);
  }

  @AfterAll
  static void itIsStopped() {
    service.close();
  }

  @ParameterizedTest
  @EnumSource(CaseState.class)
  void everyStateOfACaseHasMembers(CaseState state) {
    assertThat(service.count("Task", "code=pathway-case&business-status=" + state.code()))
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"declined", "died", "transferred", "entered-in-error", "resolved"})
  void casesAreClosedForEveryReason(String reason) {
    assertThat(service.rows("select key from episode where close_reason = '" + reason + "'"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"osteoporotic", "traumatic", "neoplastic"})
  void everyCauseIsThere(String cause) {
    assertThat(service.rows("select key from episode where cause = '" + cause + "'")).isNotEmpty();
  }

  /** Windows that ended so many days ago. */
  @ParameterizedTest
  @CsvSource({"0, 7", "7, 28", "28, 1000"})
  void followUpsAreOverdueByEveryBand(int least, int most) {
    assertThat(
            service.rows(
                """
                select key from follow_up where kind = 'follow-up' and status = 'requested'
                  and due_end < '%1$s'::timestamptz - interval '%2$d days'
                  and due_end >= '%1$s'::timestamptz - interval '%3$d days'
                """
                    .formatted(DemoService.NOW, least, most)))
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2026-11-25, 2026-11-26", "2026-11-26, 2026-12-03"})
  void workIsDueTodayAndWithinAWeek(String from, String to) {
    assertThat(
            service.rows(
                """
                select key from follow_up where kind = 'follow-up' and status = 'requested'
                  and due_end >= '%s' and due_end < '%s'
                """
                    .formatted(from, to)))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ordered-against-verdict",
        "procedure-without-order",
        "procedure-without-time",
        "level-without-fracture",
        "more-than-three-levels",
        "spinal-cord-injury"
      })
  void everythingThatAPersonShouldLookAtIsThere(String code) {
    assertThat(service.count("DetectedIssue", "code=" + code)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pain-score",
        "marrow-oedema",
        "conservative-treatment-failed",
        "active-infection",
        "cement-allergy"
      })
  void everyEvidenceIsMissingOfSomebody(String criterion) {
    assertThat(service.count("Task", "code=obtain-evidence&status=requested&code=" + criterion))
        .isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "Task, code=red-flag-review&status=requested",
    "Task, code=red-flag-review&status=completed",
    "Appointment, status=booked&date=ge2026-11-26",
    "Appointment, status=noshow",
    "Communication, status=not-done",
    "AllergyIntolerance, clinical-status=active",
    "Observation, status=entered-in-error",
    "Observation, code=97909-6",
    "Observation, code=roland-morris-score",
    "Observation, code=cement-volume",
    "Goal, achievement-status=achieved",
    "Goal, achievement-status=not-achieved"
  })
  void everyListHasMembers(String type, String query) {
    assertThat(service.count(type, query)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"processed", "failed", "waiting", "refused"})
  void messagesCameInByBothWaysWhateverBecameOfThem(String state) {
    assertThat(service.rows("select seq from message where state = '" + state + "'")).isNotEmpty();
    assertThat(service.rows("select seq from message where channel = 'fhir'"))
        .hasSizeGreaterThan(15);
    assertThat(service.rows("select seq from message where channel = 'hl7v2'"))
        .hasSizeGreaterThan(15);
  }

  @Test
  void somethingCannotBeDeliveredAndASubscriptionLeadsNowhere() {
    assertThat(
            service.rows(
                "select id from delivery where queued < '%s'::timestamptz - interval '3 days'"
                    .formatted(DemoService.NOW)))
        .isNotEmpty();
    assertThat(service.all("Subscription"))
        .singleElement()
        .satisfies(one -> assertThat(new String(one.body(), UTF_8)).contains(".invalid/"));
  }

  @Test
  void oneOpenedRecordWaitsForItsReviewAndOneHasIt() {
    assertThat(service.rows("select (reviewed is null)::text from break_glass"))
        .containsExactlyInAnyOrder("true", "false");
  }

  @Test
  void redFlagsAreClosedByCliniciansWhomTheTrailNames() {
    assertThat(
            service.rows(
                """
                select distinct e.roles::text from audit_event e
                join follow_up f on f.resource = any (e.mentions)
                where f.kind = 'red-flag-review' and f.status = 'completed' and e.act = 'update'
                """))
        .containsExactly("{clinician}");
  }

  @Test
  void whatIsStoredBearsTheTimeAtWhichItHappened() {
    assertThat(
            service.rows(
                """
                select episode from episode_transition
                where to_state = 'follow-up'
                  and recorded not between effective and effective + interval '2 days'
                """))
        .isEmpty();
    assertThat(
            service.rows(
                """
                select count(distinct date_trunc('month', created))::text from resource
                where type = 'Procedure'
                """))
        .first()
        .satisfies(months -> assertThat(Integer.parseInt(months)).isGreaterThan(9));
  }

  @Test
  void nothingIsLaterThanNowAndTheTimeIsTheSystemsAgain() {
    assertThat(service.bean(Clock.class)).isInstanceOf(PlayedTime.class);
    assertThat(service.bean(Clock.class).instant()).isEqualTo(DemoService.NOW);
    assertThat(service.rows("select id from resource where updated > '" + DemoService.NOW + "'"))
        .isEmpty();
    assertThat(service.rows("select 1 from audit_event where recorded > '" + DemoService.NOW + "'"))
        .isEmpty();
  }

  @Test
  void theAuditTrailHoldsTogether() {
    assertThat(service.bean(AuditVerifier.class).verify(null, null).first()).isNull();
  }

  @Test
  void everyResourceIsOneOfR4() {
    var parser = FhirContext.forR4Cached().newJsonParser();
    parser.setParserErrorHandler(new StrictErrorHandler());
    for (String type :
        List.of(
            "Patient",
            "Condition",
            "Observation",
            "ServiceRequest",
            "Appointment",
            "Procedure",
            "Device",
            "Communication",
            "AllergyIntolerance",
            "Group",
            "PractitionerRole")) {
      List<StoredResource> all = service.all(type);
      assertThat(all).as(type).isNotEmpty();
      all.forEach(one -> parser.parseResource(new String(one.body(), UTF_8)));
    }
  }

  @Test
  void aRebuildChangesNothing() {
    List<String> before = DemoContent.of(service);
    long versions = versions();

    service.bean(Rebuild.class).run();

    assertThat(DemoContent.of(service)).isEqualTo(before);
    assertThat(versions()).isEqualTo(versions);
  }

  private static long versions() {
    return service.jdbc().sql("select sum(version) from resource").query(Long.class).single();
  }

  @Test
  void theSameSeedOnTheSameDayMakesTheSame() {
    try (var again = DemoService.started(TestDatabase.freshDatabase(), OPTIONS)) {
      List<String> here = DemoContent.of(service);
      List<String> there = DemoContent.of(again);

      assertThat(here).hasSizeGreaterThan(1000).hasSameSizeAs(there);
      assertThat(there.stream().filter(line -> !here.contains(line))).isEmpty();
    }
  }

  @Test
  void aDatabaseThatHoldsADemonstrationIsRefusedAndNothingIsWritten() {
    long versions = versions();

    assertThatThrownBy(() -> DemoService.started(database, OPTIONS))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--demo has filled this database already");
    assertThat(versions()).isEqualTo(versions);
  }

  @Test
  void aDatabaseWithOtherDataOrABrokenOffDemonstrationIsRefusedInOtherWords() {
    try (var other = DemoService.started(TestDatabase.freshDatabase())) {
      Marker.requireEmpty(other.record());

      other.record().apply(created("{\"resourceType\":\"Patient\"}"));
      assertThatThrownBy(() -> Marker.requireEmpty(other.record()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("--demo fills an empty database only");

      var days = new Days(ZoneId.of("Europe/Berlin"), DemoService.NOW);
      Form marker = Marker.form(days, new Settings(1, 72));
      other.record().apply(new Interaction.Create(null, marker.body(), null));
      assertThatThrownBy(() -> Marker.requireEmpty(other.record()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("--demo was broken off");
    }
  }

  private static Interaction created(String json) {
    return new Interaction.Create(null, Form.json(json), null);
  }
}
