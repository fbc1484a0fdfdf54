package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From the procedure to the recovery, with red flags on the way. */
class FollowUpCourseTest extends Course {

  private static final String CHEST_PAIN = "29857009";

  @BeforeEach
  void sheWasTreatedAndItIsWeeksLater() {
    at("2026-04-20T08:00:00Z");
    patient.asTreated();
  }

  @Test
  void aPainScoreInTheWindowCompletesTheTask() {
    Arrival score = patient.pain("day-1", 3, "2026-03-03T12:00:00Z");
    patient.sends(score);

    ObjectNode task = kept().task("early-check");
    assertThat(value(task, "/status")).isEqualTo("completed");
    assertThat(value(task, "/output/0/valueReference/reference")).isEqualTo(score.reference());
    assertThat(value(activity(task), "/outcomeReference/0/reference")).isEqualTo(score.reference());
    assertThat(value(kept().task("second-week-review"), "/status")).isEqualTo("requested");
  }

  @Test
  void aLatePainScoreCompletesNothingButLateWorkCanStillBeDone() {
    patient.sends(patient.pain("day-5", 3, "2026-03-07T12:00:00Z"));
    ObjectNode task = kept().task("early-check");
    assertThat(value(task, "/status")).isEqualTo("requested");

    patient.sends(TestPatient.changed(task, "status", "'completed'"));
    assertThat(value(kept().task("early-check"), "/status")).isEqualTo("completed");
    assertThat(value(activity(task), "/outcomeReference/0/reference"))
        .isEqualTo(Kept.reference(task));
  }

  @Test
  void theGoalFollowsTheScores() {
    patient.sends(patient.pain("day-1", 7, "2026-03-03T12:00:00Z"));
    assertThat(painGoal()).isEqualTo("improving");

    patient.sends(patient.pain("day-9", 9, "2026-03-11T12:00:00Z"));
    assertThat(painGoal()).isEqualTo("worsening");

    Arrival last = patient.pain("day-30", 2, "2026-04-01T12:00:00Z");
    patient.sends(last);
    assertThat(painGoal()).isEqualTo("achieved");
    assertThat(value(goal(), "/outcomeReference/0/reference")).isEqualTo(last.reference());
  }

  @Test
  void sheRecovers() {
    recovers();

    assertThat(kept().state()).isEqualTo("completed");
    assertThat(value(kept().task("pathway-case"), "/status")).isEqualTo("completed");
    assertThat(value(kept().task("pathway-case"), "/executionPeriod/end"))
        .isEqualTo("2026-04-20T08:15:00Z");
    assertThat(value(kept().one("CarePlan"), "/status")).isEqualTo("completed");
    assertThat(kept().followUps().values()).containsOnly("completed");
    assertThat(value(kept().one("CommunicationRequest"), "/status")).isEqualTo("completed");
    assertThat(value(kept().one("ServiceRequest"), "/status")).isEqualTo("completed");
    assertThat(kept().all("Goal"))
        .extracting(goal -> value(goal, "/lifecycleStatus"))
        .containsOnly("completed");
  }

  @Test
  void aRedFlagMakesAFlagAndAnUrgentTaskDueTheSameDay() {
    Arrival chestPain = patient.redFlag("chest", CHEST_PAIN, "2026-03-03T20:00:00Z");
    patient.sends(chestPain);

    ObjectNode flag = kept().one("Flag");
    assertThat(value(flag, "/status")).isEqualTo("active");
    assertThat(value(flag, "/code/coding/0/code")).isEqualTo(CHEST_PAIN);
    assertThat(value(flag, "/extension/0/valueReference/reference"))
        .isEqualTo(chestPain.reference());
    ObjectNode task = kept().task("red-flag-review");
    assertThat(value(task, "/status")).isEqualTo("requested");
    assertThat(value(task, "/priority")).isEqualTo("urgent");
    assertThat(value(task, "/focus/reference")).isEqualTo(chestPain.reference());
    assertThat(value(task, "/reasonReference/reference")).isEqualTo(Kept.reference(flag));
    // The day ends at midnight in Berlin.
    assertThat(value(task, "/restriction/period/end")).isEqualTo("2026-03-03T22:59:59Z");
  }

  @Test
  void theFlagSaysTheFindingInTheWordsOfItsEvidence() {
    patient.sends(
        patient
            .redFlag("chest", CHEST_PAIN, "2026-03-03T20:00:00Z")
            .with(
                "code",
                "{'coding':[{'system':'http://snomed.info/sct','code':'29857009',"
                    + "'display':'Chest pain'}]}"));

    assertThat(value(kept().one("Flag"), "/code/coding/0/display")).isEqualTo("Chest pain");
  }

  @Test
  void noPlanIsClosedByTheMachineWhileARedFlagIsOpen() {
    patient.sends(patient.redFlag("chest", CHEST_PAIN, "2026-03-03T20:00:00Z"));
    recovers();

    assertThat(kept().state()).isEqualTo("follow-up");
    assertThat(value(kept().one("CarePlan"), "/status")).isEqualTo("active");

    patient.sends(TestPatient.changed(kept().task("red-flag-review"), "status", "'completed'"));
    assertThat(value(kept().one("Flag"), "/status")).isEqualTo("inactive");
    assertThat(value(kept().one("CarePlan"), "/status")).isEqualTo("completed");
    assertThat(kept().state()).isEqualTo("completed");
  }

  @Test
  void aRedFlagWhoseFindingWasAnErrorStaysForAPersonAndSaysWhy() {
    Arrival chestPain = patient.redFlag("chest", CHEST_PAIN, "2026-03-03T20:00:00Z");
    patient.sends(chestPain, chestPain.with("status", "'entered-in-error'"));

    ObjectNode task = kept().task("red-flag-review");
    assertThat(value(task, "/status")).isEqualTo("requested");
    assertThat(value(task, "/statusReason/text")).isEqualTo("the finding is entered-in-error");
    assertThat(value(kept().one("Flag"), "/status")).isEqualTo("active");
    assertThat(
            patient
                .clinic()
                .jdbc()
                .sql("select status from follow_up where kind = 'red-flag-review' and patient = ?")
                .param(patient.id())
                .query(String.class)
                .list())
        .containsExactly("requested");
  }

  @Test
  void aRedFlagWhoseFindingWasDeletedStaysForAPersonToo() {
    Arrival chestPain = patient.redFlag("chest", CHEST_PAIN, "2026-03-03T20:00:00Z");
    patient.sends(chestPain);
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(
            () -> patient.clinic().record().apply(new Interaction.Delete(chestPain.key(), null)))
        .withMessageContaining("mark the resource as entered in error instead");

    assertThat(value(kept().task("red-flag-review"), "/status")).isEqualTo("requested");
  }

  @Test
  void twoFindingsOfOneComplicationAreOneReview() {
    patient.sends(
        patient
            .procedure()
            .with(
                "complication",
                "[%s,%s]"
                    .formatted(
                        TestPatient.concept("http://snomed.info/sct", "386661006"),
                        TestPatient.concept("http://snomed.info/sct", "131148009"))));

    assertThat(kept().all("Flag")).hasSize(2);
    assertThat(Kept.codes(kept().task("red-flag-review")))
        .containsExactlyInAnyOrder("red-flag-review", "386661006", "131148009");
  }

  @Test
  void aFindingBeforeTheProcedureIsNoRedFlag() {
    patient.sends(patient.redFlag("chest", CHEST_PAIN, "2026-03-01T20:00:00Z"));

    assertThat(kept().all("Flag")).isEmpty();
  }

  private void recovers() {
    patient.sends(
        patient.pain("day-1", 4, "2026-03-03T12:00:00Z"),
        patient.pain("day-9", 3, "2026-03-11T12:00:00Z"),
        patient.pain("day-30", 1, "2026-04-01T12:00:00Z"));
    at("2026-04-20T08:15:00Z");
    patient.sends(
        TestPatient.changed(kept().task("bone-health-evaluation"), "status", "'completed'"));
  }

  private JsonNode activity(ObjectNode task) {
    for (JsonNode activity : kept().one("CarePlan").path("activity")) {
      if (value(activity, "/reference/reference").equals(Kept.reference(task))) {
        return activity;
      }
    }
    throw new AssertionError("The plan has no such activity");
  }

  private ObjectNode goal() {
    return kept().all("Goal").stream()
        .filter(goal -> value(goal, "/description/coding/0/code").equals("pain-relief"))
        .findFirst()
        .orElseThrow();
  }

  private String painGoal() {
    return value(goal(), "/achievementStatus/coding/0/code");
  }
}
