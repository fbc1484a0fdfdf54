package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A change upstream corrects everything downstream, in the same transaction. */
class CorrectionCourseTest extends Course {

  private static final String STATUS = "http://terminology.hl7.org/CodeSystem/condition-ver-status";

  @BeforeEach
  void sheWasTreatedAndCheckedOnTheNextDay() {
    at("2026-03-05T08:00:00Z");
    patient.asTreated().sends(patient.pain("day-1", 4, "2026-03-03T12:00:00Z"));
  }

  @Test
  void deathCancelsWhatIsOpenAndClosesTheCase() {
    patient.sends(patient.person().with("deceasedDateTime", "'2026-03-04T06:00:00Z'"));

    assertThat(kept().state()).isEqualTo("closed");
    ObjectNode task = kept().task("pathway-case");
    assertThat(value(task, "/status")).isEqualTo("cancelled");
    assertThat(value(task, "/statusReason/coding/0/code")).isEqualTo("died");
    assertThat(value(kept().one("CarePlan"), "/status")).isEqualTo("revoked");
    assertThat(value(kept().one("CarePlan"), "/note/0/text")).isEqualTo("Ended: the patient died.");
    assertThat(kept().followUps())
        .containsEntry("early-check", "completed")
        .containsEntry("recovery-review", "cancelled");
    assertThat(value(kept().task("recovery-review"), "/statusReason/text"))
        .isEqualTo("the patient died");
    assertThat(kept().all("Goal"))
        .extracting(goal -> value(goal, "/lifecycleStatus"))
        .containsOnly("cancelled");
  }

  @Test
  void deathRecordedByMistakeIsUndone() {
    String before = kept().text();
    patient.sends(patient.person().with("deceasedBoolean", "true"), patient.person());

    assertThat(kept().text()).isEqualTo(before);
  }

  @Test
  void aFractureEnteredInErrorClosesItsCase() {
    patient.sends(
        patient
            .fracture()
            .without("clinicalStatus")
            .with("verificationStatus", TestPatient.concept(STATUS, "entered-in-error")));

    assertThat(kept().state()).isEqualTo("closed");
    assertThat(value(kept().task("pathway-case"), "/statusReason/coding/0/code"))
        .isEqualTo("entered-in-error");
    // The operation took place all the same, so its follow-up goes on.
    assertThat(value(kept().one("CarePlan"), "/status")).isEqualTo("active");
    assertThat(kept().issues()).contains("level-without-fracture");
    assertThat(kept().followUps())
        .containsEntry("recovery-review", "requested")
        .containsEntry("bone-health-evaluation", "cancelled");
  }

  @Test
  void aProcedureEnteredInErrorRevokesItsPlanAndGivesTheCaseBack() {
    patient.sends(patient.procedure().with("status", "'entered-in-error'"));

    assertThat(kept().state()).isEqualTo("ordered");
    assertThat(value(kept().one("CarePlan"), "/status")).isEqualTo("revoked");
    assertThat(value(kept().one("CarePlan"), "/note/0/text"))
        .isEqualTo("Ended: the procedure was entered in error.");
    assertThat(kept().followUps())
        .containsEntry("early-check", "completed")
        .containsEntry("recovery-review", "cancelled");
    assertThat(value(kept().task("recovery-review"), "/statusReason/text"))
        .isEqualTo("the procedure was entered in error");
    assertThat(value(kept().one("CommunicationRequest"), "/status")).isEqualTo("revoked");
    assertThat(value(kept().one("ServiceRequest"), "/status")).isEqualTo("revoked");
    assertThat(kept().all("Goal"))
        .extracting(goal -> value(goal, "/statusReason"))
        .containsOnly("the procedure was entered in error");
  }

  @Test
  void whatWasCancelledIsTakenUpAgainAndNotMadeAnew() {
    int tasks = kept().all("Task").size();
    patient.sends(patient.procedure().with("status", "'entered-in-error'"), patient.procedure());

    assertThat(kept().all("Task")).hasSize(tasks);
    assertThat(value(kept().one("CarePlan"), "/status")).isEqualTo("active");
    assertThat(kept().one("CarePlan").has("note")).isFalse();
    assertThat(kept().task("recovery-review").has("statusReason")).isFalse();
    assertThat(kept().followUps()).containsEntry("recovery-review", "requested");
  }

  @Test
  void aCorrectedProcedureTimeMovesTheWindows() {
    patient.sends(
        patient
            .procedure()
            .with(
                "performedPeriod",
                "{'start':'2026-03-01T08:00:00Z','end':'2026-03-01T10:00:00Z'}"));

    assertThat(value(kept().task("recovery-review"), "/restriction/period/end"))
        .isEqualTo("2026-04-12T10:00:00Z");
    assertThat(value(kept().one("CarePlan"), "/period/start")).isEqualTo("2026-03-01T10:00:00Z");
    // The score of 3 March came 50 hours after: the check is open again.
    assertThat(kept().followUps()).containsEntry("early-check", "requested");
    assertThat(kept().task("early-check").has("output")).isFalse();
    assertThat(kept().all("CarePlan")).hasSize(1);
  }

  @Test
  void aProcedureThatTurnsOutStoppedRevokesThePlan() {
    patient.sends(
        patient
            .procedure()
            .with("status", "'stopped'")
            .with("statusReason", "{'text':'Cement leak'}"));

    assertThat(kept().state()).isEqualTo("ordered");
    assertThat(value(kept().one("CarePlan"), "/note/0/text"))
        .isEqualTo("Ended: the procedure was stopped: Cement leak.");
  }

  @Test
  void aSecondFractureLeavesTheFirstCaseAndItsPlanAlone() {
    String before = kept().text();
    patient.sends(patient.fracture("fx2", "T12").with("onsetDateTime", "'2026-03-04'"));

    assertThat(kept().tasks("pathway-case")).hasSize(2);
    assertThat(kept().all("CarePlan")).hasSize(1);
    assertThat(kept().text()).contains(before.substring(0, before.indexOf("Goal")));
    assertThat(kept().followUps()).containsEntry("recovery-review", "requested");
  }

  @Test
  void aConditionThatIsNoFractureAfterAllClosesItsCase() {
    patient.sends(
        patient
            .fracture()
            .with("code", TestPatient.concept("http://snomed.info/sct", "161891005")));

    ObjectNode task = kept().task("pathway-case");
    assertThat(value(task, "/status")).isEqualTo("cancelled");
    assertThat(value(task, "/statusReason/text"))
        .isEqualTo("nothing on record calls for this any longer");
    assertThat(kept().state()).isEqualTo("closed");
    assertThat(value(kept().one("GuidanceResponse"), "/status")).isEqualTo("entered-in-error");
  }

  @Test
  void aPatientWithACaseCannotBeDeleted() {
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(
            () ->
                patient
                    .clinic()
                    .record()
                    .apply(new Interaction.Delete(patient.person().key(), null)))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(RecordException.Kind.CONFLICT))
        .withMessageContaining("cannot be deleted while");
    assertThat(kept().state()).isEqualTo("follow-up");
  }

  @Test
  void aWorkItemThatTheFactsCallForCannotBeDeleted() {
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(
            () ->
                patient
                    .clinic()
                    .record()
                    .apply(
                        new Interaction.Delete(new Arrival(kept().task("pain-score")).key(), null)))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(RecordException.Kind.CONFLICT))
        .withMessageContaining("set its status");
    assertThat(kept().tasks("pain-score")).hasSize(1);
  }
}
