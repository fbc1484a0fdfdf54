package dev.vertepath.pathway;

import static dev.vertepath.pathway.CriterionResult.Status.MET;
import static dev.vertepath.pathway.CriterionResult.Status.NOT_MET;
import static dev.vertepath.pathway.CriterionResult.Status.UNKNOWN;
import static dev.vertepath.pathway.Given.ICD;
import static dev.vertepath.pathway.Given.SNOMED;
import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.order;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The criterion "a current fracture": neither healed nor resolved nor in doubt. */
class FractureCurrentTest {
  private static final String TODAY = "2026-02-17T12:00";

  private static CriterionResult current(Arrival<?>... arrivals) {
    return Story.of(arrivals).on(TODAY).criterion("fracture-current");
  }

  @ParameterizedTest
  @CsvSource({
    "M80.08XA, in active treatment",
    "S32.010B, 'in active treatment, open'",
    "M80.08XD, routine healing",
    "M80.08XG, delayed healing",
    "M80.08XK, nonunion",
    "M80.08XP, malunion"
  })
  void is_met_by_the_seventh_character_of_a_current_fracture(String code, String stage) {
    CriterionResult current = current(condition("c1").coded(ICD, code).status(""));

    assertThat(current.status()).isEqualTo(MET);
    assertThat(current.finding()).isEqualTo("recorded as current, coded as " + stage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"active", "recurrence", "relapse"})
  void is_met_by_a_clinical_status_that_says_so(String status) {
    CriterionResult current = current(condition("c1").coded(SNOMED, "42942008").status(status));

    assertThat(current.status()).isEqualTo(MET);
    assertThat(current.finding()).isEqualTo("recorded as " + status);
  }

  @Test
  void names_every_stage_when_codes_disagree_about_it() {
    assertThat(current(fracture("c1").coded(ICD, "M80.88XK")).finding())
        .isEqualTo("recorded as active, coded as in active treatment and nonunion");
  }

  @Test
  void is_unknown_when_neither_status_nor_code_says_it() {
    assertThat(current(condition("c1").coded(SNOMED, "42942008").status("")).status())
        .isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unconfirmed", "provisional", "differential"})
  void is_unknown_while_the_diagnosis_is_in_doubt(String verification) {
    CriterionResult current = current(fracture("c1").verified(verification));

    assertThat(current.status()).isEqualTo(UNKNOWN);
    assertThat(current.finding()).isEqualTo("the diagnosis is " + verification);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refuted", "entered-in-error"})
  void is_not_met_when_there_never_was_a_fracture(String verification) {
    assertThat(current(fracture("c1").verified(verification)).status()).isEqualTo(NOT_MET);
  }

  @Test
  void is_not_met_from_the_end_of_the_fracture_on() {
    Story story =
        Story.of(
            fracture("c1").status("resolved").abated("2026-02-20"),
            order("s1").authored("2026-02-10"));

    assertThat(story.on("2026-02-19T12:00").criterion("fracture-current").status()).isEqualTo(MET);
    assertThat(story.on("2026-02-20T00:00").criterion("fracture-current").status())
        .isEqualTo(NOT_MET);
  }

  @Test
  void ends_when_the_service_learned_of_an_end_without_a_date() {
    Story story =
        Story.of(
            fracture("c1").status("resolved").version(2).stored("2026-02-20T08:00"),
            order("s1").authored("2026-02-10T10:00"));

    assertThat(story.on("2026-02-21").criterion("fracture-current").finding())
        .isEqualTo("recorded as resolved");
    assertThat(story.on("2026-02-21").warning("ordered-against-verdict").text())
        .as("the order was given while the fracture was current")
        .doesNotContain("fracture-current");
  }

  @Test
  void takes_no_stage_from_a_code_of_another_system() {
    GivenCondition other = condition("c1").coded(SNOMED, "42942008").coded("urn:other", "M80.08XK");

    assertThat(current(other).finding()).isEqualTo("recorded as active");
  }
}
