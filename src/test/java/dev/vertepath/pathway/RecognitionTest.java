package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.ICD;
import static dev.vertepath.pathway.Given.SNOMED;
import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.patient;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionTest {
  private static final String TODAY = "2026-03-01T12:00";

  private static Seen seen(Arrival<?>... arrivals) {
    return Story.of(arrivals).on(TODAY);
  }

  private static GivenCondition sited(String system, String code) {
    return condition("c1").coded(system, code).at(Vertebra.L1);
  }

  @ParameterizedTest
  @CsvSource({
    "M80.08XA, OSTEOPOROTIC",
    "M80.88XD, OSTEOPOROTIC",
    "M80.08XK, OSTEOPOROTIC",
    "M80.08XP, OSTEOPOROTIC",
    "M48.50XA, UNSPECIFIED",
    "M48.54XG, UNSPECIFIED",
    "M48.58XD, UNSPECIFIED",
    "M84.58XA, NEOPLASTIC",
    "M84.48XA, UNSPECIFIED",
    "M84.68XA, UNSPECIFIED",
    "S22.000A, TRAUMATIC",
    "S22.050A, TRAUMATIC",
    "S22.081B, TRAUMATIC",
    "S32.010A, TRAUMATIC",
    "S32.059K, TRAUMATIC",
    "S12.000A, TRAUMATIC",
    "S12.5, TRAUMATIC"
  })
  void takes_the_cause_from_the_icd_code(String code, Cause cause) {
    assertThat(seen(sited(ICD, code)).onlyCase().cause()).isEqualTo(cause);
  }

  @ParameterizedTest
  @CsvSource({
    "240198002, OSTEOPOROTIC",
    "311806008, OSTEOPOROTIC",
    "443165006, OSTEOPOROTIC",
    "42942008, UNSPECIFIED",
    "698077007, UNSPECIFIED",
    "426646004, UNSPECIFIED",
    "274146004, UNSPECIFIED",
    "84138006, UNSPECIFIED",
    "308758008, UNSPECIFIED",
    "50448004, UNSPECIFIED",
    "125606003, UNSPECIFIED",
    "125607007, UNSPECIFIED",
    "125608002, UNSPECIFIED",
    "125605004, UNSPECIFIED",
    "207938004, TRAUMATIC",
    "207957008, TRAUMATIC",
    "89825003, TRAUMATIC",
    "17463000, TRAUMATIC",
    "42157000, TRAUMATIC"
  })
  void takes_the_cause_from_the_snomed_code(String code, Cause cause) {
    assertThat(seen(sited(SNOMED, code)).onlyCase().cause()).isEqualTo(cause);
  }

  @ParameterizedTest
  @CsvSource({
    ICD + ", M80.08XA",
    ICD + ", M48.56XA",
    ICD + ", S22.060A",
    SNOMED + ", 42942008",
    SNOMED + ", 240198002",
    SNOMED + ", 125608002"
  })
  void knows_a_code_that_names_a_vertebra_without_any_body_site(String system, String code) {
    assertThat(seen(condition("c1").coded(system, code)).pathway().cases()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    SNOMED + ", 443165006",
    SNOMED + ", 125605004",
    ICD + ", M84.48XA",
    ICD + ", M84.58XA",
    ICD + ", M84.68XA"
  })
  void counts_a_code_that_names_no_vertebra_only_with_a_vertebral_body_site(
      String system, String code) {
    GivenCondition bare = condition("c1").coded(system, code);
    GivenCondition elsewhere = condition("c1").coded(system, code).elsewhere();
    GivenCondition region = condition("c1").coded(system, code).site("122495006");

    assertThat(seen(bare).pathway().cases()).isEmpty();
    assertThat(seen(elsewhere).pathway().cases()).isEmpty();
    assertThat(seen(region).pathway().cases()).hasSize(1);
    assertThat(seen(sited(system, code)).pathway().cases()).hasSize(1);
  }

  @Test
  void opens_no_case_for_an_osteoporotic_fracture_that_is_not_of_the_spine() {
    GivenCondition hip =
        condition("c1").coded(SNOMED, "443165006").coded(SNOMED, "64859006").elsewhere();

    PatientPathway pathway = seen(patient(), hip).pathway();

    assertThat(pathway.cases()).isEmpty();
    assertThat(pathway.warnings()).isEmpty();
    assertThat(Pathway.concerns(Story.of(hip).facts())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"M81.0", "M48.40XA", "M48.44XA", "C79.51", "M54.6"})
  void opens_no_case_for_what_is_no_compression_fracture(String code) {
    assertThat(seen(sited(ICD, code)).pathway().cases()).isEmpty();
  }

  @Test
  void sends_a_fracture_with_spinal_cord_injury_to_a_person_and_not_to_candidacy() {
    Seen seen = seen(sited(SNOMED, "1734006"));

    assertThat(seen.pathway().cases()).isEmpty();
    Warning warning = seen.warning("spinal-cord-injury");
    assertThat(warning.severity()).isEqualTo(Warning.Severity.HIGH);
    assertThat(warning.implicated()).extracting(Source::reference).containsExactly("Condition/c1");
    assertThat(warning.text()).contains("a spinal surgeon decides");
  }

  @Test
  void lets_cord_injury_outweigh_any_other_code_of_the_same_condition() {
    Seen seen = seen(sited(SNOMED, "1734006").coded(ICD, "M80.08XA"));

    assertThat(seen.pathway().cases()).isEmpty();
    assertThat(seen.warnings()).containsExactly("spinal-cord-injury");
    assertThat(seen.whyWithdrawn("case/Condition/c1"))
        .contains("a fracture with injury of the spinal cord goes to a person");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resolved", "inactive"})
  void calls_nobody_for_a_cord_injury_that_is_over(String status) {
    assertThat(seen(sited(SNOMED, "1734006").status(status)).pathway().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "M80.08XS",
        "M80.88XS",
        "M48.54XS",
        "M84.48XS",
        "M84.58XS",
        "M84.68XS",
        "S22.050S",
        "S32.010S",
        "S12.000S",
        "Z87.310",
        "Z87.311",
        "Z87.312",
        "Z87.81"
      })
  void opens_no_case_for_a_fracture_that_is_coded_as_healed(String code) {
    Seen seen = seen(sited(ICD, code));

    assertThat(seen.pathway().cases()).isEmpty();
    assertThat(seen.whyWithdrawn("case/Condition/c1")).contains("the fracture is coded as healed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resolved", "remission", "inactive"})
  void opens_no_case_for_a_fracture_that_is_over(String status) {
    Seen seen = seen(fracture("c1").status(status));

    assertThat(seen.pathway().cases()).isEmpty();
    assertThat(seen.whyWithdrawn("case/Condition/c1"))
        .contains("the fracture is recorded as " + status);
    assertThat(seen.whyWithdrawn("evidence/Condition/c1/pain-score"))
        .contains("the fracture is recorded as " + status);
  }

  @Test
  void keeps_the_case_open_until_the_day_on_which_the_fracture_ends() {
    Story story = Story.of(fracture("c1").status("resolved").abated("2026-03-02"));

    assertThat(story.on("2026-03-01T23:59").pathway().cases()).hasSize(1);
    assertThat(story.on("2026-03-02T00:00").pathway().cases()).isEmpty();
  }

  @Test
  void takes_the_levels_from_the_body_sites() {
    assertThat(seen(fracture("c1").at(Vertebra.T12)).onlyCase().levels())
        .containsExactlyInAnyOrder(Vertebra.T12, Vertebra.L1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"S22.010A", "S32.010A", "S12.000A", "M80.08XA", "S22.050A"})
  void takes_no_level_from_a_code_since_none_gives_one_reliably(String code) {
    assertThat(seen(condition("c1").coded(ICD, code)).onlyCase().levels()).isEmpty();
  }

  @Test
  void names_no_level_for_a_region() {
    Seen seen = seen(condition("c1").coded(ICD, "M80.08XA").site("122496007"));

    assertThat(seen.onlyCase().levels()).isEmpty();
    assertThat(seen.status("level-known")).isEqualTo(CriterionResult.Status.UNKNOWN);
  }

  @Test
  void opens_a_case_for_a_fracture_of_unknown_level_and_asks_for_it() {
    Seen seen = seen(condition("c1").coded(ICD, "M80.08XA"));

    assertThat(seen.state()).isEqualTo(CaseState.AWAITING_EVIDENCE);
    assertThat(seen.wanted()).contains("level-known");
  }

  @Test
  void tells_the_onset() {
    assertThat(seen(fracture("c1").onset("2026-02-02")).onlyCase().onset())
        .isEqualTo(Given.time("2026-02-02"));
    assertThat(seen(fracture("c1").onset(null)).onlyCase().onset()).isNull();
  }

  @Test
  void keeps_the_one_cause_that_is_named_beside_a_code_that_names_none() {
    assertThat(seen(fracture("c1").coded(SNOMED, "42942008")).onlyCase().cause())
        .isEqualTo(Cause.OSTEOPOROTIC);
  }

  @Test
  void leaves_the_cause_open_when_the_codes_disagree() {
    Seen seen = seen(fracture("c1").coded(ICD, "S32.010A"));

    assertThat(seen.onlyCase().cause()).isEqualTo(Cause.UNSPECIFIED);
    CriterionResult cause = seen.criterion("cause-known");
    assertThat(cause.status()).isEqualTo(CriterionResult.Status.UNKNOWN);
    assertThat(cause.finding())
        .isEqualTo("the codes name more than one cause: osteoporotic, traumatic");
  }

  @ParameterizedTest
  @CsvSource({ICD + ", M81.0", ICD + ", C79.51", SNOMED + ", 64859006", SNOMED + ", 109989006"})
  void takes_no_cause_from_another_condition(String system, String code) {
    Seen seen =
        seen(condition("c1").coded(SNOMED, "42942008"), condition("c2").coded(system, code));

    assertThat(seen.onlyCase().cause()).isEqualTo(Cause.UNSPECIFIED);
  }

  @Test
  void opens_one_case_for_each_fracture() {
    Seen seen = seen(fracture("c1"), fracture("c2", Vertebra.L3));

    assertThat(seen.pathway().cases())
        .extracting(CaseOutcome::key)
        .containsExactly("case/Condition/c1", "case/Condition/c2");
  }

  @ParameterizedTest
  @CsvSource({
    "M80.08XA, true",
    "Z87.310, true",
    "S22.050S, true",
    "M81.0, false",
    "M84.58XA, false",
    "M54.6, false"
  })
  void says_whether_a_condition_concerns_it_at_all(String code, boolean concerned) {
    assertThat(Pathway.concerns(Story.of(condition("c1").coded(ICD, code)).facts()))
        .isEqualTo(concerned);
  }
}
