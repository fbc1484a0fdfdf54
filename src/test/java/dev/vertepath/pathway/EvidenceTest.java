package dev.vertepath.pathway;

import static dev.vertepath.pathway.CriterionResult.Status.MET;
import static dev.vertepath.pathway.CriterionResult.Status.NOT_MET;
import static dev.vertepath.pathway.CriterionResult.Status.UNKNOWN;
import static dev.vertepath.pathway.Given.ICD;
import static dev.vertepath.pathway.Given.SNOMED;
import static dev.vertepath.pathway.Given.allergy;
import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.finding;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.pain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.pathway.CriterionResult.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which resources are evidence, and which of them counts. */
class EvidenceTest {
  private static final String TODAY = "2026-02-17T12:00";

  private static Seen fractureWith(Arrival<?>... arrivals) {
    return Story.of(fracture("c1")).and(arrivals).on(TODAY);
  }

  private static GivenObservation named(String id, GivenObservation finding) {
    GivenObservation observation = Given.observation(id).on("2026-02-16T09:00");
    observation.codes.addAll(finding.codes);
    return observation;
  }

  @Test
  void the_newest_finding_counts_whichever_way_it_says() {
    GivenObservation older = finding("active-infection", true, "2026-02-10");
    GivenObservation newer = named("newer", older).truth(false).on("2026-02-12");

    assertThat(fractureWith(older, newer).status("active-infection")).isEqualTo(NOT_MET);
    assertThat(fractureWith(older.on("2026-02-13"), newer).status("active-infection"))
        .isEqualTo(MET);
  }

  @Test
  void of_two_findings_at_one_time_the_one_that_says_present_counts() {
    GivenObservation absent = finding("active-infection", false, "2026-02-10");
    GivenObservation present = named("other", absent).truth(true).on("2026-02-10");

    assertThat(fractureWith(absent, present).status("active-infection")).isEqualTo(MET);
  }

  @Test
  void the_newest_pain_score_counts_and_of_two_at_one_time_the_higher() {
    Seen newest =
        fractureWith(pain("a", "9", "2026-02-10T09:00"), pain("b", "2", "2026-02-11T09:00"));
    Seen atOnce =
        fractureWith(pain("b", "2", "2026-02-11T09:00"), pain("a", "9", "2026-02-11T09:00"));

    assertThat(newest.criterion("pain-score").finding()).isEqualTo("2 of 10 on 2026-02-11");
    assertThat(atOnce.criterion("pain-score").finding()).isEqualTo("9 of 10 on 2026-02-11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"entered-in-error", "cancelled", "registered", "unknown"})
  void an_observation_of_such_a_status_never_counts(String status) {
    Seen seen =
        fractureWith(
            finding("active-infection", true, "2026-02-16").status(status),
            pain("p", "8", "2026-02-16").status(status));

    assertThat(seen.status("active-infection")).isEqualTo(UNKNOWN);
    assertThat(seen.status("pain-score")).isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"preliminary", "final", "amended", "corrected"})
  void an_observation_of_such_a_status_counts(String status) {
    assertThat(
            fractureWith(finding("active-infection", true, "2026-02-16").status(status))
                .status("active-infection"))
        .isEqualTo(MET);
  }

  @Test
  void a_finding_without_a_value_says_nothing() {
    Seen seen = fractureWith(named("o", finding("active-infection", true, TODAY)));

    assertThat(seen.status("active-infection")).isEqualTo(UNKNOWN);
  }

  @Test
  void a_finding_of_a_later_time_does_not_count_yet() {
    assertThat(
            fractureWith(finding("active-infection", true, "2026-02-18"))
                .status("active-infection"))
        .isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "site-tenderness",
        "marrow-oedema",
        "retropulsed-fragment",
        "conservative-treatment-failed",
        "improving-on-medical-therapy"
      })
  void a_finding_of_another_vertebra_or_fracture_or_time_is_none_of_this_fracture(String code) {
    GivenObservation here = finding(code, true, "2026-02-16");
    assertThat(fractureWith(here).status(code)).isEqualTo(MET);
    assertThat(fractureWith(finding(code, true, "2026-02-16").at(Vertebra.L1)).status(code))
        .isEqualTo(MET);
    assertThat(fractureWith(finding(code, true, "2026-02-16").site("122496007")).status(code))
        .as("a region is no other place")
        .isEqualTo(MET);

    assertThat(fractureWith(finding(code, true, "2026-02-16").at(Vertebra.T12)).status(code))
        .isEqualTo(UNKNOWN);
    assertThat(fractureWith(finding(code, true, "2026-02-16").elsewhere()).status(code))
        .isEqualTo(UNKNOWN);
    assertThat(fractureWith(finding(code, true, "2026-02-01")).status(code))
        .as("a day before the onset")
        .isEqualTo(UNKNOWN);
    assertThat(fractureWith(finding(code, true, "2026-02-02")).status(code))
        .as("on the day of the onset")
        .isEqualTo(MET);
  }

  @Test
  void a_finding_that_names_a_fracture_is_of_that_one() {
    Seen seen =
        Story.of(
                fracture("c1"),
                fracture("c2").onset("2026-02-10"),
                finding("marrow-oedema", true, "2026-02-16").because("Condition/c2"))
            .on(TODAY);

    assertThat(status(seen, "Condition/c1", "marrow-oedema")).isEqualTo(UNKNOWN);
    assertThat(status(seen, "Condition/c2", "marrow-oedema")).isEqualTo(MET);
  }

  @Test
  void a_finding_that_names_the_fracture_counts_whenever_it_was_made() {
    assertThat(
            fractureWith(finding("marrow-oedema", true, "2026-02-01").because("Condition/c1"))
                .status("marrow-oedema"))
        .isEqualTo(MET);
  }

  @ParameterizedTest
  @CsvSource({
    SNOMED + ", 203241002, active-infection",
    SNOMED + ", 302935008, active-infection",
    SNOMED + ", 2304001, active-infection",
    ICD + ", M46.24, active-infection",
    ICD + ", M46.46, active-infection",
    SNOMED + ", 64779008, uncorrected-coagulopathy",
    SNOMED + ", 71286001, neurological-deficit",
    SNOMED + ", 192970008, neurological-deficit",
    SNOMED + ", 60389000, neurological-deficit",
    ICD + ", G95.20, neurological-deficit",
    ICD + ", G95.29, neurological-deficit"
  })
  void a_condition_of_this_code_is_present(String system, String code, String criterion) {
    Seen seen =
        fractureWith(condition("x").coded(system, code).onset("2026-02-10").recorded("2026-02-10"));

    assertThat(seen.status(criterion)).isEqualTo(MET);
    assertThat(seen.criterion(criterion).evidence())
        .extracting(Source::reference)
        .isEqualTo("Condition/x");
  }

  @Test
  void anticoagulants_are_no_coagulopathy() {
    assertThat(
            fractureWith(condition("x").coded(ICD, "Z79.01").recorded("2026-02-10"))
                .status("uncorrected-coagulopathy"))
        .isEqualTo(UNKNOWN);
  }

  private static GivenCondition osteomyelitis() {
    return condition("x")
        .coded(SNOMED, "203241002")
        .onset("2026-02-03")
        .recorded("2026-02-14T08:00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"entered-in-error", "refuted", "unconfirmed", "provisional", "differential"})
  void a_condition_in_error_or_in_doubt_is_no_evidence(String verification) {
    assertThat(fractureWith(osteomyelitis().verified(verification)).status("active-infection"))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void a_condition_that_is_over_is_unknown_afterwards_and_not_absent() {
    Story story = Story.of(fracture("c1"), osteomyelitis().status("resolved").abated("2026-02-16"));

    assertThat(story.on("2026-02-15T12:00").status("active-infection")).isEqualTo(MET);
    assertThat(story.on("2026-02-16T00:00").status("active-infection")).isEqualTo(UNKNOWN);
    assertThat(fractureWith(osteomyelitis().status("resolved")).status("active-infection"))
        .as("over, without a date")
        .isEqualTo(UNKNOWN);
  }

  @Test
  void a_condition_is_as_new_as_its_recording_however_old_its_onset() {
    GivenObservation before = finding("active-infection", false, "2026-02-10");
    GivenObservation after = finding("active-infection", false, "2026-02-15");

    assertThat(fractureWith(osteomyelitis(), before).status("active-infection")).isEqualTo(MET);
    assertThat(fractureWith(osteomyelitis(), after).status("active-infection")).isEqualTo(NOT_MET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"427811002", "293637006", "6043006", "84822002"})
  void an_allergy_to_cement_or_contrast_is_present(String code) {
    Seen seen = fractureWith(allergy("a").coded(SNOMED, code).verified("confirmed"));

    assertThat(seen.status("cement-allergy")).isEqualTo(MET);
  }

  @ParameterizedTest
  @CsvSource({
    "active, unconfirmed, MET",
    "'', '', MET",
    "active, entered-in-error, UNKNOWN",
    "active, refuted, UNKNOWN",
    "resolved, confirmed, UNKNOWN",
    "inactive, confirmed, UNKNOWN"
  })
  void an_allergy_counts_by_its_status(String clinical, String verification, Status expected) {
    Seen seen =
        fractureWith(
            allergy("a").coded(SNOMED, "427811002").status(clinical).verified(verification));

    assertThat(seen.status("cement-allergy")).isEqualTo(expected);
  }

  @Test
  void an_old_allergy_that_was_recorded_today_is_newer_than_its_denial_of_yesterday() {
    Seen seen =
        fractureWith(
            finding("cement-allergy", false, "2026-02-16"),
            allergy("a")
                .coded(SNOMED, "427811002")
                .onset("1990-01-01")
                .recorded("2026-02-17T08:00"));

    assertThat(seen.status("cement-allergy")).isEqualTo(MET);
  }

  private static Status status(Seen seen, String fracture, String criterion) {
    return seen.caseOf(fracture).verdict().criteria().stream()
        .filter(r -> r.criterion().code().equals(criterion))
        .findFirst()
        .orElseThrow()
        .status();
  }

  @Test
  void a_score_of_a_later_time_does_not_count_yet() {
    Seen seen =
        fractureWith(pain("a", "8", "2026-02-10T09:00"), pain("b", "1", "2026-02-17T12:01"));

    assertThat(seen.criterion("pain-score").finding()).isEqualTo("8 of 10 on 2026-02-10");
  }
}
