package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From the fracture to the verdict. */
class CandidacyCourseTest extends Course {

  private static final List<String> CRITERIA =
      List.of(
          "active-infection",
          "cause-known",
          "cement-allergy",
          "conservative-treatment-failed",
          "fracture-current",
          "level-known",
          "marrow-oedema",
          "pain-score",
          "site-tenderness",
          "uncorrected-coagulopathy");

  @Test
  void aFractureOpensACaseThatAwaitsEvidence() {
    patient.sends(patient.person(), patient.fracture());

    ObjectNode task = kept().task("pathway-case");
    assertThat(value(task, "/code/coding/0/system"))
        .isEqualTo("https://vertepath.dev/fhir/CodeSystem/task-code");
    assertThat(value(task, "/focus/reference")).isEqualTo(patient.fracture().reference());
    assertThat(value(task, "/for/reference")).isEqualTo(patient.reference());
    assertThat(value(task, "/status")).isEqualTo("in-progress");
    assertThat(value(task, "/businessStatus/coding/0/system"))
        .isEqualTo("https://vertepath.dev/fhir/CodeSystem/case-state");
    assertThat(value(task, "/businessStatus/coding/0/code")).isEqualTo("awaiting-evidence");
    assertThat(value(task, "/output/0/valueReference/reference"))
        .isEqualTo(Kept.reference(kept().one("GuidanceResponse")));
  }

  @Test
  void everyMissingEvidenceIsATaskOfItsOwn() {
    patient.sends(patient.person(), patient.fracture());

    assertThat(kept().evidence().keySet()).containsExactlyElementsOf(CRITERIA);
    assertThat(kept().evidence())
        .containsAllEntriesOf(
            Map.of(
                "level-known", "completed",
                "cause-known", "completed",
                "fracture-current", "completed",
                "pain-score", "requested",
                "active-infection", "requested"));
    ObjectNode wanted = kept().task("pain-score");
    assertThat(Kept.codes(wanted)).containsExactly("obtain-evidence", "pain-score");
    assertThat(value(wanted, "/focus/reference")).isEqualTo(patient.fracture().reference());
    assertThat(value(wanted, "/for/reference")).isEqualTo(patient.reference());
    assertThat(value(wanted, "/partOf/0/reference"))
        .isEqualTo(Kept.reference(kept().task("pathway-case")));
    assertThat(value(wanted, "/description"))
        .isEqualTo("Wanted: Pain of at least 5 of 10 in the last 30 days.");
  }

  @Test
  void evidenceThatArrivesCompletesItsTaskAndIsItsOutput() {
    patient.sends(patient.person(), patient.fracture(), patient.painBefore());

    ObjectNode task = kept().task("pain-score");
    assertThat(value(task, "/status")).isEqualTo("completed");
    assertThat(value(task, "/output/0/valueReference/reference"))
        .isEqualTo(patient.painBefore().reference());
    assertThat(kept().state()).isEqualTo("awaiting-evidence");
  }

  @Test
  void allCriteriaMetMakeACandidate() {
    patient.asCandidate();

    assertThat(kept().state()).isEqualTo("candidate");
    assertThat(kept().evidence().values()).containsOnly("completed");
    ObjectNode guidance = kept().one("GuidanceResponse");
    assertThat(value(guidance, "/status")).isEqualTo("success");
    assertThat(value(guidance, "/moduleCanonical"))
        .isEqualTo("https://vertepath.dev/fhir/PlanDefinition/candidacy-default|1.0.0");
    assertThat(verdict(guidance)).isEqualTo("meets-criteria-for-specialist-review");
    assertThat(guidance.has("dataRequirement")).isFalse();
    assertThat(value(guidance, "/note/0/text")).contains("a proposal for the clinician");
  }

  @Test
  void guidanceIsDataRequiredWhileInsufficientAndNamesTheData() {
    patient.sends(patient.person(), patient.fracture()).sends(patient.findings());

    ObjectNode guidance = kept().one("GuidanceResponse");
    assertThat(value(guidance, "/status")).isEqualTo("data-required");
    assertThat(verdict(guidance)).isEqualTo("insufficient-information");
    assertThat(guidance.path("dataRequirement")).hasSize(1);
    assertThat(value(guidance, "/dataRequirement/0/type")).isEqualTo("Observation");
    assertThat(value(guidance, "/dataRequirement/0/codeFilter/0/code/0/code")).isEqualTo("72514-3");
  }

  @Test
  void whatTheConditionItselfLacksIsWantedOfTheCondition() {
    patient
        .asCandidate()
        .sends(
            patient
                .fracture()
                // ICD-10-CM's seventh character would tell that the fracture is current.
                .with("code", TestPatient.concept("http://snomed.info/sct", "240198002"))
                .without("clinicalStatus")
                .without("bodySite"));

    assertThat(kept().one("GuidanceResponse").path("dataRequirement").valueStream())
        .extracting(wanted -> value(wanted, "/type") + "." + value(wanted, "/mustSupport/0"))
        .containsExactly("Condition.clinicalStatus", "Condition.bodySite");
  }

  @Test
  void eachCriterionTellsThresholdEvidenceWithVersionAndSource() {
    patient.asCandidate();

    JsonNode pain = criterion("pain-score");
    assertThat(part(pain, "status", "valueCode")).isEqualTo("met");
    assertThat(part(pain, "finding", "valueString")).isEqualTo("8 of 10 on 2026-02-25");
    assertThat(pain.toString())
        .contains("\"name\":\"minimum\",\"valueQuantity\":{\"value\":5")
        .contains("\"name\":\"within\",\"valueQuantity\":{\"value\":30")
        .contains(patient.painBefore().reference() + "/_history/1")
        .contains("VERTOS II");
    assertThat(part(criterion("active-infection"), "status", "valueCode")).isEqualTo("not-met");
  }

  @Test
  void cautionsAreShownWithTheVerdictAndNeitherBlockNorStaySilent() {
    patient.asCandidate().sends(patient.finding("neurological-deficit", true));

    assertThat(kept().state()).isEqualTo("candidate");
    JsonNode caution = criterion("neurological-deficit");
    assertThat(part(caution, "weight", "valueCode")).isEqualTo("caution");
    assertThat(part(caution, "status", "valueCode")).isEqualTo("met");
    assertThat(part(criterion("pregnancy"), "status", "valueCode")).isEqualTo("unknown");
  }

  @Test
  void anInfectionContraindicates() {
    patient.asCandidate();
    patient.sends(patient.finding("active-infection", true));

    assertThat(kept().state()).isEqualTo("contraindicated");
    assertThat(verdict(kept().one("GuidanceResponse"))).isEqualTo("contraindication-present");
  }

  @Test
  void anAllergyToCementContraindicates() {
    patient.asCandidate();
    patient.sends(
        Arrival.of(
            """
            {'resourceType':'AllergyIntolerance','id':'%1$s-allergy',
             'patient':{'reference':'Patient/%1$s'},'recordedDate':'2026-02-27',
             'code':{'coding':[{'system':'http://snomed.info/sct','code':'427811002'}]}}
            """
                .formatted(patient.id())));

    assertThat(kept().state()).isEqualTo("contraindicated");
  }

  @Test
  void littlePainIsNotIndicated() {
    patient.asCandidate();
    patient.sends(patient.pain("better", 3, "2026-02-27T10:00:00Z"));

    assertThat(kept().state()).isEqualTo("not-indicated");
    assertThat(part(criterion("pain-score"), "finding", "valueString"))
        .isEqualTo("3 of 10 on 2026-02-27");
  }

  @Test
  void evidenceEnteredInErrorIsWantedAgain() {
    patient.asCandidate();
    patient.sends(patient.painBefore().with("status", "'entered-in-error'"));

    assertThat(kept().state()).isEqualTo("awaiting-evidence");
    ObjectNode task = kept().task("pain-score");
    assertThat(value(task, "/status")).isEqualTo("requested");
    assertThat(task.has("output")).isFalse();
  }

  @Test
  void evidenceThatIsDeletedIsWantedAgain() {
    patient.asCandidate();
    patient
        .clinic()
        .record()
        .apply(new dev.vertepath.record.Interaction.Delete(patient.painBefore().key(), null));

    assertThat(kept().state()).isEqualTo("awaiting-evidence");
    assertThat(value(kept().task("pain-score"), "/status")).isEqualTo("requested");
  }

  @Test
  void painGrowsOldAndTheVerdictWithIt() {
    patient.asCandidate();
    at("2026-03-28T08:00:00Z");
    patient.sends(patient.person().with("active", "true"));

    assertThat(kept().state()).isEqualTo("awaiting-evidence");
    assertThat(part(criterion("pain-score"), "finding", "valueString"))
        .startsWith("the last score is too old");
  }

  @Test
  void guidanceGetsANewVersionOnlyWhenSomethingInItChanged() {
    patient.asCandidate();
    String before = version(kept().one("GuidanceResponse"));
    patient.sends(patient.person().with("active", "true"), patient.order());
    assertThat(version(kept().one("GuidanceResponse"))).isEqualTo(before);

    patient.sends(patient.pain("more", 9, "2026-02-27T10:00:00Z"));
    assertThat(version(kept().one("GuidanceResponse"))).isNotEqualTo(before);
  }

  @Test
  void aFractureOfTheHipOpensNoCase() {
    patient.sends(
        patient.person(),
        patient
            .fracture()
            .with("code", TestPatient.concept("http://snomed.info/sct", "443165006"))
            .without("bodySite"));

    assertThat(kept().all()).isEmpty();
  }

  @Test
  void aHealedFractureOpensNoCase() {
    patient.sends(
        patient.person(),
        patient
            .fracture()
            .with("code", TestPatient.concept("http://hl7.org/fhir/sid/icd-10-cm", "Z87.310")));

    assertThat(kept().all()).isEmpty();
  }

  @Test
  void aSpinalCordInjuryGoesToAPersonAndNotToCandidacy() {
    patient.sends(
        patient.person(),
        patient.fracture().with("code", TestPatient.concept("http://snomed.info/sct", "1734006")));

    assertThat(kept().all("Task")).isEmpty();
    ObjectNode issue = kept().one("DetectedIssue");
    assertThat(kept().issues()).containsExactly("spinal-cord-injury");
    assertThat(value(issue, "/severity")).isEqualTo("high");
    assertThat(value(issue, "/implicated/0/reference"))
        .isEqualTo(patient.fracture().reference() + "/_history/1");
  }

  @Test
  void aSecondFractureOpensACaseOfItsOwn() {
    patient.asCandidate();
    patient.sends(patient.fracture("fx2", "L3"));

    assertThat(kept().tasks("pathway-case")).hasSize(2);
    assertThat(kept().tasks("obtain-evidence")).hasSize(20);
    assertThat(kept().all("GuidanceResponse")).hasSize(2);
  }

  private static String version(JsonNode body) {
    return value(body, "/meta/versionId");
  }

  private static String verdict(JsonNode guidance) {
    return value(guidance, "/contained/0/parameter/0/valueCode");
  }

  private JsonNode criterion(String code) {
    for (JsonNode parameter : kept().one("GuidanceResponse").at("/contained/0/parameter")) {
      if (part(parameter, "code", "valueCode").equals(code)) {
        return parameter;
      }
    }
    throw new AssertionError("There is no criterion " + code);
  }

  private static String part(JsonNode parameter, String name, String value) {
    for (JsonNode part : parameter.path("part")) {
      if (part.path("name").asString().equals(name)) {
        return part.path(value).asString();
      }
    }
    return "";
  }
}
