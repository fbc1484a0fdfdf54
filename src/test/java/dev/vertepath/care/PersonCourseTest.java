package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.RecordException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What persons do to work items, by updates that name the version they read, stands. */
class PersonCourseTest extends Course {

  @BeforeEach
  void sheWasTreated() {
    at("2026-03-05T08:00:00Z");
    patient.asTreated();
  }

  @Test
  void aPersonCompletesATask() {
    update(kept().task("bone-health-evaluation"), "status", "'completed'");
    advances();

    assertThat(status("bone-health-evaluation")).isEqualTo("completed");
    assertThat(value(kept().one("ServiceRequest"), "/status")).isEqualTo("completed");
  }

  @Test
  void whatAPersonGivesAsOutputIsTheActivitysOutcome() {
    ObjectNode task = kept().task("bone-health-evaluation");
    task.putArray("output")
        .addObject()
        .set("type", Arrival.of("{'text':'DXA'}").body())
        .set("valueReference", Arrival.of("{'reference':'DiagnosticReport/dxa'}").body());
    update(task, "status", "'completed'");
    advances();

    assertThat(value(kept().task("bone-health-evaluation"), "/output/0/type/text"))
        .isEqualTo("DXA");
    assertThat(kept().one("CarePlan").path("activity").toString())
        .contains("\"outcomeReference\":[{\"reference\":\"DiagnosticReport/dxa\"}]");
  }

  @Test
  void aPersonCancelsATaskAndItStaysCancelledWhateverArrives() {
    ObjectNode task = kept().task("early-check");
    task.set("statusReason", Arrival.of("{'text':'She is on a journey'}").body());
    update(task, "status", "'cancelled'");
    patient.sends(patient.pain("day-1", 3, "2026-03-03T12:00:00Z"));

    assertThat(status("early-check")).isEqualTo("cancelled");
    assertThat(value(kept().task("early-check"), "/statusReason/text"))
        .isEqualTo("She is on a journey");
    assertThat(kept().task("early-check").has("output")).isFalse();
  }

  @Test
  void aPersonTakesATaskAndEvidenceStillCompletesIt() {
    ObjectNode task = kept().task("early-check");
    task.set("owner", Arrival.of("{'display':'Sr. Elif Kaya'}").body());
    task.set("statusReason", Arrival.of("{'text':'Calls at noon'}").body());
    update(task, "status", "'accepted'");
    advances();
    assertThat(status("early-check")).isEqualTo("accepted");
    assertThat(value(kept().task("early-check"), "/statusReason/text")).isEqualTo("Calls at noon");

    patient.sends(patient.pain("day-1", 3, "2026-03-03T12:00:00Z"));
    assertThat(status("early-check")).isEqualTo("completed");
    assertThat(value(kept().task("early-check"), "/owner/display")).isEqualTo("Sr. Elif Kaya");
  }

  @Test
  void aPersonMovesTheWindowOfATask() {
    update(
        kept().task("second-week-review"),
        "restriction",
        "{'period':{'start':'2026-03-17T00:00:00+01:00','end':'2026-03-18T00:00:00+01:00'}}");
    // Corrected by an hour: other windows move, the person's does not.
    patient.sends(
        patient
            .procedure()
            .with(
                "performedPeriod",
                "{'start':'2026-03-02T08:00:00Z','end':'2026-03-02T10:00:00Z'}"));

    assertThat(value(kept().task("second-week-review"), "/restriction/period/end"))
        .isEqualTo("2026-03-18T00:00:00+01:00");
    assertThat(value(kept().task("recovery-review"), "/restriction/period/end"))
        .isEqualTo("2026-04-13T10:00:00Z");

    at("2026-03-20T08:00:00Z");
    patient.sends(patient.pain("day-10", 3, "2026-03-12T12:00:00Z"));
    assertThat(status("second-week-review")).isEqualTo("requested");
    patient.sends(patient.pain("day-15", 3, "2026-03-17T12:00:00Z"));
    assertThat(status("second-week-review")).isEqualTo("completed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-17", "2026-03", "2026-03-17T10:00:00+01:00"})
  void aWindowMayBeAsPreciseAsThePersonIs(String date) {
    update(
        kept().task("second-week-review"),
        "restriction",
        "{'period':{'start':'%1$s','end':'%1$s'}}".formatted(date));
    advances();

    assertThat(value(kept().task("second-week-review"), "/restriction/period/start"))
        .isEqualTo(date);
  }

  @Test
  void aPersonPutsThePlanOnHoldAndTakesItUpAgain() {
    update(kept().one("CarePlan"), "status", "'on-hold'");
    advances();
    assertThat(value(kept().one("CarePlan"), "/status")).isEqualTo("on-hold");
    assertThat(kept().followUps()).containsEntry("recovery-review", "requested");

    update(kept().one("CarePlan"), "status", "'active'");
    advances();
    assertThat(value(kept().one("CarePlan"), "/status")).isEqualTo("active");
  }

  @Test
  void aPersonGivesTheAdvice() {
    ObjectNode advice = kept().one("CommunicationRequest");
    update(advice, "status", "'completed'");
    advances();

    assertThat(value(kept().one("CommunicationRequest"), "/status")).isEqualTo("completed");
    assertThat(kept().one("CarePlan").path("activity").toString())
        .contains(
            "\"outcomeReference\":[{\"reference\":\"%s\"}]".formatted(Kept.reference(advice)));
  }

  @Test
  void aPersonRevokesThePlan() {
    ObjectNode plan = kept().one("CarePlan");
    plan.withArray("/note").addObject().put("text", "Follow-up goes on in another hospital");
    update(plan, "status", "'revoked'");
    advances();

    assertThat(value(kept().one("CarePlan"), "/status")).isEqualTo("revoked");
    assertThat(kept().one("CarePlan").path("note")).hasSize(1);
    assertThat(kept().followUps()).containsEntry("recovery-review", "cancelled");
    assertThat(value(kept().task("recovery-review"), "/statusReason/text"))
        .isEqualTo("Follow-up goes on in another hospital");
    assertThat(kept().state()).isEqualTo("closed");
  }

  @Test
  void aPlanThatAPersonSaysIsAnErrorStaysOne() {
    update(kept().one("CarePlan"), "status", "'entered-in-error'");
    advances();
    advances();

    assertThat(value(kept().one("CarePlan"), "/status")).isEqualTo("entered-in-error");
    assertThat(kept().followUps()).containsEntry("recovery-review", "cancelled");
  }

  @Test
  void aPersonAddsAnActivityToThePlan() {
    ObjectNode plan = kept().one("CarePlan");
    plan.withArray("/activity").addObject().putObject("reference").put("reference", "Task/other");
    patient.sends(new Arrival(plan));
    advances();

    assertThat(kept().one("CarePlan").path("activity")).hasSize(7);
    assertThat(kept().one("CarePlan").path("activity").toString()).contains("Task/other");
  }

  @Test
  void aPersonDeclinesTheCase() {
    TestPatient another = patient.clinic().patient().asCandidate();
    ObjectNode task = another.kept().task("pathway-case");
    task.set("statusReason", Arrival.of("{'text':'She does not want it'}").body());
    another.sends(TestPatient.changed(task, "status", "'cancelled'"), another.painBefore());

    Kept after = another.kept();
    assertThat(after.state()).isEqualTo("closed");
    assertThat(value(after.task("pathway-case"), "/status")).isEqualTo("cancelled");
    assertThat(value(after.task("pathway-case"), "/statusReason/text"))
        .isEqualTo("She does not want it");
    assertThat(steps(another)).endsWith("candidate", "closed");
  }

  @Test
  void aPersonClosesTheCaseByItsBusinessStatus() {
    update(
        kept().task("pathway-case"),
        "businessStatus",
        TestPatient.concept("https://vertepath.dev/fhir/CodeSystem/case-state", "transferred"));
    advances();

    assertThat(kept().state()).isEqualTo("closed");
    assertThat(value(kept().task("pathway-case"), "/status")).isEqualTo("cancelled");
    assertThat(value(kept().task("pathway-case"), "/statusReason/coding/0/code"))
        .isEqualTo("transferred");
  }

  @Test
  void anOrderAfterwardsOpensADeclinedCaseAgainAndTheDeclineIsRemembered() {
    TestPatient another = patient.clinic().patient().asCandidate();
    ObjectNode task = another.kept().task("pathway-case");
    another.sends(TestPatient.changed(task, "status", "'cancelled'"));
    at("2026-03-07T08:00:00Z");
    another.sends(another.order().with("authoredOn", "'2026-03-06T09:00:00Z'"));
    assertThat(value(another.kept().task("pathway-case"), "/status")).isEqualTo("in-progress");

    another.sends(another.pain("later", 8, "2026-03-06T12:00:00Z"));
    assertThat(another.kept().state()).isEqualTo("ordered");
    assertThat(steps(another)).endsWith("candidate", "closed", "ordered");
    assertThat(causes(another))
        .contains(Kept.reference(task) + "/_history/" + (task.at("/meta/versionId").asLong() + 1));

    another.sends(
        TestPatient.changed(another.kept().task("pathway-case"), "status", "'cancelled'"));
    assertThat(another.kept().state()).isEqualTo("closed");
  }

  @Test
  void aPersonOpensADeclinedCaseAgain() {
    TestPatient another = patient.clinic().patient().asCandidate();
    another.sends(
        TestPatient.changed(another.kept().task("pathway-case"), "status", "'cancelled'"));
    another.sends(
        TestPatient.changed(another.kept().task("pathway-case"), "status", "'in-progress'"));

    assertThat(another.kept().state()).isEqualTo("candidate");
  }

  @Test
  void aPersonClosesAFlag() {
    patient.sends(patient.redFlag("chest", "29857009", "2026-03-03T20:00:00Z"));
    update(kept().one("Flag"), "status", "'inactive'");
    advances();

    assertThat(value(kept().one("Flag"), "/status")).isEqualTo("inactive");
    assertThat(value(kept().task("red-flag-review"), "/status")).isEqualTo("requested");
  }

  @Test
  void aPersonJudgesAGoalAndWritesNotes() {
    ObjectNode goal =
        kept().all("Goal").stream()
            .filter(g -> value(g, "/description/coding/0/code").equals("mobility"))
            .findFirst()
            .orElseThrow();
    goal.withArray("/note").addObject().put("text", "Walks 200 m");
    update(
        goal,
        "achievementStatus",
        TestPatient.concept("http://terminology.hl7.org/CodeSystem/goal-achievement", "improving"));
    advances();

    ObjectNode after = patient.read(Kept.reference(goal));
    assertThat(value(after, "/achievementStatus/coding/0/code")).isEqualTo("improving");
    assertThat(value(after, "/note/0/text")).isEqualTo("Walks 200 m");
  }

  @Test
  void anUpdateThatLosesTheIdentifierAndTheTagsIsStillHeard() {
    ObjectNode task = kept().task("bone-health-evaluation");
    patient.sends(
        TestPatient.changed(task, "status", "'completed'").without("identifier").without("meta"));
    advances();

    assertThat(status("bone-health-evaluation")).isEqualTo("completed");
  }

  @Test
  void anUpdateOfAVersionThatIsNoLongerTheLastIsRefused() {
    ObjectNode task = kept().task("early-check");
    update(task, "status", "'accepted'");

    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(() -> update(task, "status", "'cancelled'"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(RecordException.Kind.PRECONDITION_FAILED));
    assertThat(status("early-check")).isEqualTo("accepted");
  }

  @Test
  void theVersionThatAPersonWroteIsTheLastSoThatTheirNextUpdateFits() {
    ObjectNode task = kept().task("early-check");
    update(task, "status", "'accepted'");
    long next = kept().task("early-check").at("/meta/versionId").asLong();

    assertThat(next).isEqualTo(task.at("/meta/versionId").asLong() + 1);
  }

  private void update(ObjectNode read, String element, String json) {
    patient
        .clinic()
        .record()
        .apply(
            TestPatient.changed(read, element, json).updateOf(read.at("/meta/versionId").asLong()));
    patient.clinic().tick();
  }

  /** Something arrives that lets the service go through all facts again. */
  private void advances() {
    patient.sends(patient.pain("early-score", 7, "2026-02-20T10:00:00Z"));
    patient.sends(
        patient.pain("early-score", 7, "2026-02-20T10:00:00Z").with("status", "'amended'"));
  }

  private String status(String task) {
    return value(kept().task(task), "/status");
  }

  private static List<@Nullable String> steps(TestPatient of) {
    return column(of, "to_state");
  }

  private static List<@Nullable String> causes(TestPatient of) {
    return column(of, "cause");
  }

  private static List<@Nullable String> column(TestPatient of, String column) {
    return of.clinic()
        .jdbc()
        .sql(
            "select %s from episode_transition where patient = ? order by ordinal"
                .formatted(column))
        .param(of.id())
        .query(String.class)
        .list();
  }
}
