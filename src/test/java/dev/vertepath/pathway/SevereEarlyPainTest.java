package dev.vertepath.pathway;

import static dev.vertepath.pathway.CriterionResult.Status.MET;
import static dev.vertepath.pathway.CriterionResult.Status.NOT_MET;
import static dev.vertepath.pathway.CriterionResult.Status.UNKNOWN;
import static dev.vertepath.pathway.Given.finding;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Given.patient;
import static dev.vertepath.pathway.Verdict.Outcome.CONTRAINDICATION_PRESENT;
import static dev.vertepath.pathway.Verdict.Outcome.MEETS_CRITERIA_FOR_SPECIALIST_REVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.pathway.CriterionResult.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol after the VAPOUR trial. */
class SevereEarlyPainTest {
  private static final String TODAY = "2026-02-17T12:00";

  private final Story candidate =
      Story.candidate()
          .without("Observation/conservative-treatment-failed")
          .judgedBy(Protocols.candidacySevereEarlyPain());

  private Status status(String criterion, Arrival<?>... arrivals) {
    return candidate.and(arrivals).on(TODAY).status(criterion);
  }

  @Test
  void is_met_without_conservative_treatment() {
    assertThat(candidate.on(TODAY).verdict()).isEqualTo(MEETS_CRITERIA_FOR_SPECIALIST_REVIEW);
  }

  @ParameterizedTest
  @CsvSource({"7, MET", "6.9, NOT_MET", "5, NOT_MET"})
  void demands_pain_of_at_least_seven(String score, Status expected) {
    assertThat(status("pain-score", pain("before", score, "2026-02-16T09:00"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"2026-03-15T23:59, MET", "2026-03-16T00:00, NOT_MET"})
  void demands_a_fracture_of_less_than_six_weeks(String now, Status expected) {
    assertThat(candidate.on(now).status("fracture-recent")).isEqualTo(expected);
    assertThat(candidate.on(now).criterion("fracture-recent").finding())
        .isEqualTo("onset 2026-02-02");
  }

  @Test
  void does_not_know_the_age_of_a_fracture_without_onset() {
    assertThat(status("fracture-recent", fracture("c1").onset(null))).isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"1965-02-17, MET", "1965-02-18, NOT_MET", "1966-01-01, NOT_MET"})
  void demands_an_age_above_sixty(String born, Status expected) {
    assertThat(status("older-than-60", patient().born(born))).isEqualTo(expected);
  }

  @Test
  void does_not_know_the_age_without_a_date_of_birth() {
    assertThat(status("older-than-60", patient().born(null))).isEqualTo(UNKNOWN);
  }

  @Test
  void demands_one_or_two_fractured_levels() {
    assertThat(status("one-or-two-fractures", fracture("c1").at(Vertebra.L2))).isEqualTo(MET);
    assertThat(status("one-or-two-fractures", fracture("c1").at(Vertebra.L2, Vertebra.L3)))
        .isEqualTo(NOT_MET);
  }

  @ParameterizedTest
  @CsvSource({"2026-02-23T08:59, MET", "2026-02-23T09:00, UNKNOWN"})
  void demands_imaging_of_the_last_week(String now, Status expected) {
    assertThat(candidate.on(now).status("marrow-oedema")).isEqualTo(expected);
  }

  @Test
  void keeps_the_contraindications() {
    assertThat(candidate.and(finding("active-infection", true, TODAY)).on(TODAY).verdict())
        .isEqualTo(CONTRAINDICATION_PRESENT);
  }
}
