package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a completed vertebroplasty makes. */
class TreatmentCourseTest extends Course {

  private static final String CPT = "http://www.ama-assn.org/go/cpt";

  @BeforeEach
  void itIsTheAfternoonOfTheProcedure() {
    at("2026-03-02T14:00:00Z");
  }

  @Test
  void aCompletedProcedureMakesOneCarePlan() {
    patient.asTreated();

    assertThat(kept().state()).isEqualTo("follow-up");
    ObjectNode plan = kept().one("CarePlan");
    assertThat(value(plan, "/status")).isEqualTo("active");
    assertThat(value(plan, "/intent")).isEqualTo("plan");
    assertThat(value(plan, "/instantiatesCanonical/0"))
        .isEqualTo("https://vertepath.dev/fhir/PlanDefinition/vertebroplasty-follow-up|1.0.0");
    assertThat(value(plan, "/subject/reference")).isEqualTo(patient.reference());
    assertThat(value(plan, "/period/start")).isEqualTo("2026-03-02T09:00:00Z");
    assertThat(value(plan, "/addresses/0/reference")).isEqualTo(patient.fracture().reference());
    assertThat(value(plan, "/description")).isEqualTo("Levels treated: L1");
    assertThat(kept().issues()).isEmpty();
  }

  @Test
  void theCarePlanHasTheCategoriesAndTheNarrativeOfUsCore() {
    patient.asTreated();

    ObjectNode plan = kept().one("CarePlan");
    assertThat(plan.at("/category/0/coding").toString())
        .contains(
            "\"http://hl7.org/fhir/us/core/CodeSystem/careplan-category\",\"code\":\"assess-plan\"")
        .contains("\"http://snomed.info/sct\",\"code\":\"734163000\"");
    assertThat(value(plan, "/text/status")).isEqualTo("generated");
    assertThat(value(plan, "/text/div")).contains("Review recovery four to six weeks");
  }

  @Test
  void everyActivityRefersToARealResourceAndHasNoDetail() {
    patient.asTreated();

    JsonNode activities = kept().one("CarePlan").path("activity");
    assertThat(activities).hasSize(6);
    for (JsonNode activity : activities) {
      assertThat(activity.has("detail")).isFalse();
      assertThat(activity.has("outcomeReference")).isFalse();
      assertThat(patient.read(value(activity, "/reference/reference"))).isNotEmpty();
    }
  }

  @Test
  void eachFollowUpIsATaskWithItsWindow() {
    patient.asTreated();

    var windows = new TreeMap<String, String>();
    for (ObjectNode task : kept().tasks("follow-up")) {
      windows.put(
          value(task, "/code/coding/1/code"),
          value(task, "/restriction/period/start") + "/" + value(task, "/restriction/period/end"));
      assertThat(value(task, "/status")).isEqualTo("requested");
      assertThat(value(task, "/for/reference")).isEqualTo(patient.reference());
      assertThat(value(task, "/basedOn/0/reference"))
          .isEqualTo(Kept.reference(kept().one("CarePlan")));
    }
    assertThat(windows)
        .isEqualTo(
            Map.of(
                "bed-rest", "2026-03-02T09:00:00Z/2026-03-02T12:00:00Z",
                "early-check", "2026-03-03T09:00:00Z/2026-03-04T09:00:00Z",
                "second-week-review", "2026-03-09T09:00:00Z/2026-03-16T09:00:00Z",
                "bone-health-evaluation", "2026-03-02T09:00:00Z/2026-04-13T09:00:00Z",
                "recovery-review", "2026-03-30T09:00:00Z/2026-04-13T09:00:00Z"));
  }

  @Test
  void theAdviceIsACommunicationRequestForFourWeeks() {
    patient.asTreated();

    ObjectNode advice = kept().one("CommunicationRequest");
    assertThat(value(advice, "/status")).isEqualTo("active");
    assertThat(value(advice, "/payload/0/contentString"))
        .isEqualTo("Tell the patient to avoid strenuous activity for four weeks");
    assertThat(value(advice, "/occurrencePeriod/end")).isEqualTo("2026-03-30T09:00:00Z");
  }

  @Test
  void boneHealthIsAProposalWithATaskThatFollowsIt() {
    patient.asTreated();

    ObjectNode proposal = kept().one("ServiceRequest");
    assertThat(value(proposal, "/intent")).isEqualTo("proposal");
    assertThat(value(proposal, "/reasonReference/0/reference"))
        .isEqualTo(patient.fracture().reference());
    assertThat(value(kept().task("bone-health-evaluation"), "/focus/reference"))
        .isEqualTo(Kept.reference(proposal));
  }

  @Test
  void goalsArePainMobilityAndReturnToActivity() {
    patient.asTreated();

    assertThat(kept().all("Goal"))
        .extracting(goal -> value(goal, "/description/coding/0/code"))
        .containsExactly("mobility", "pain-relief", "return-to-activity");
    assertThat(kept().one("CarePlan").path("goal")).hasSize(3);
    ObjectNode pain = goal("pain-relief");
    assertThat(value(pain, "/lifecycleStatus")).isEqualTo("active");
    assertThat(value(pain, "/target/0/measure/coding/0/code")).isEqualTo("72514-3");
    // From 8: 2 points less is 6, 30 percent less is 5.6; what asks for less counts.
    assertThat(value(pain, "/target/0/detailRange/high/value")).isEqualTo("6");
    assertThat(value(pain, "/target/0/dueDate")).isEqualTo("2026-04-13");
    assertThat(value(pain, "/note/0/text"))
        .isEqualTo(
            "Baseline: 8 of 10 (%s/_history/1).".formatted(patient.painBefore().reference()));
  }

  @Test
  void goalsStartAndAreDueOnTheFacilitysDays() {
    at("2026-03-03T14:00:00Z");
    patient
        .asCandidate()
        .sends(
            patient
                .procedure()
                .with(
                    "performedPeriod",
                    "{'start':'2026-03-02T22:30:00Z','end':'2026-03-02T23:30:00Z'}"));

    assertThat(value(goal("pain-relief"), "/startDate")).isEqualTo("2026-03-03");
  }

  @Test
  void aNeoplasticCauseAsksForOncologyInsteadOfBoneHealth() {
    patient.sends(
        patient.person(),
        patient
            .fracture()
            .with("code", TestPatient.concept("http://hl7.org/fhir/sid/icd-10-cm", "M84.58XA")),
        patient.order(),
        patient.procedure());

    assertThat(kept().followUps()).containsKey("oncology-review");
    assertThat(kept().followUps()).doesNotContainKey("bone-health-evaluation");
    assertThat(kept().all("ServiceRequest")).isEmpty();
    assertThat(value(kept().task("oncology-review"), "/restriction/period/end"))
        .isEqualTo("2026-03-16T09:00:00Z");
  }

  @Test
  void kyphoplastyMakesThePlanAsWell() {
    patient
        .asCandidate()
        .sends(
            patient.order().with("code", TestPatient.concept(CPT, "22514")),
            patient.procedure().with("code", TestPatient.concept(CPT, "22514")));

    assertThat(kept().state()).isEqualTo("follow-up");
    assertThat(kept().all("CarePlan")).hasSize(1);
    assertThat(kept().issues()).isEmpty();
  }

  @Test
  void theSameProcedureAgainWritesNothing() {
    patient.asTreated();
    var before = kept().versions();

    assertThat(patient.send(patient.procedure())).isInstanceOf(Outcome.Unchanged.class);
    assertThat(kept().versions()).isEqualTo(before);
  }

  @Test
  void proceduresOfOneOperationMakeOnePlan() {
    patient.sends(patient.person(), patient.fracture(), patient.fracture("fx2", "L2"));
    Arrival whole = patient.procedure().without("bodySite").without("reasonReference");
    Arrival part =
        patient
            .procedure("op-l2", "completed")
            .with("bodySite", TestPatient.site("L2"))
            .with("partOf", "[{'reference':'%s'}]".formatted(whole.reference()))
            .without("reasonReference");
    patient.sends(part, whole);

    ObjectNode plan = kept().one("CarePlan");
    assertThat(plan.path("addresses").toString()).contains("-fx2");
    assertThat(plan.path("supportingInfo")).hasSize(2);
  }

  @Test
  void nothingThatHappenedIsRefusedButALevelWithoutFractureIsShown() {
    patient
        .asCandidate()
        .sends(patient.order(), patient.procedure().with("bodySite", TestPatient.site("L1", "L4")));

    assertThat(kept().state()).isEqualTo("follow-up");
    ObjectNode issue = kept().one("DetectedIssue");
    assertThat(kept().issues()).containsExactly("level-without-fracture");
    assertThat(value(issue, "/detail")).contains("L4");
    assertThat(value(issue, "/implicated/0/reference"))
        .isEqualTo(patient.procedure().reference() + "/_history/1");
  }

  @Test
  void moreThanThreeLevelsAreShown() {
    patient.sends(
        patient.person(),
        patient.fracture("a", "T12"),
        patient.fracture("b", "L1"),
        patient.fracture("c", "L2"),
        patient.fracture("d", "L3"),
        patient.order().without("reasonReference"),
        patient
            .procedure()
            .without("reasonReference")
            .with("bodySite", TestPatient.site("T12", "L1", "L2", "L3")));

    assertThat(kept().issues()).contains("more-than-three-levels");
    assertThat(kept().one("CarePlan").path("addresses")).hasSize(4);
  }

  @Test
  void aProcedureWithoutOrderIsShown() {
    patient.asCandidate().sends(patient.procedure().without("basedOn"));

    assertThat(kept().issues()).containsExactly("procedure-without-order");
    assertThat(kept().state()).isEqualTo("follow-up");
  }

  @Test
  void aProcedureOfAPatientWithoutFractureIsFollowedUpToo() {
    patient.sends(patient.person(), patient.procedure().without("reasonReference"));

    assertThat(kept().all("CarePlan")).hasSize(1);
    assertThat(kept().one("CarePlan").has("addresses")).isFalse();
    assertThat(kept().tasks("pathway-case")).isEmpty();
    assertThat(kept().issues()).contains("level-without-fracture", "procedure-without-order");
  }

  private ObjectNode goal(String code) {
    return kept().all("Goal").stream()
        .filter(goal -> value(goal, "/description/coding/0/code").equals(code))
        .findFirst()
        .orElseThrow();
  }
}
