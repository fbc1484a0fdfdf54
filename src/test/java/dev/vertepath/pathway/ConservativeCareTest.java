package dev.vertepath.pathway;

import static dev.vertepath.pathway.CriterionResult.Status.MET;
import static dev.vertepath.pathway.CriterionResult.Status.NOT_MET;
import static dev.vertepath.pathway.CriterionResult.Status.UNKNOWN;
import static dev.vertepath.pathway.Given.SNOMED;
import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.finding;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.procedure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.pathway.CriterionResult.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Procedures as evidence of conservative treatment and how it came out. */
class ConservativeCareTest {
  private static final String SUCCESSFUL = "385669000";
  private static final String PARTIALLY = "385670004";
  private static final String UNSUCCESSFUL = "385671000";

  private static GivenProcedure therapy(String outcome) {
    return procedure("care")
        .only(SNOMED, "91251008")
        .during("2026-02-05", "2026-02-15")
        .outcome(outcome);
  }

  private static Status failed(Arrival<?>... arrivals) {
    return Story.of(fracture("c1"))
        .and(arrivals)
        .on("2026-02-17T12:00")
        .status("conservative-treatment-failed");
  }

  @ParameterizedTest
  @CsvSource({
    "52685006, " + UNSUCCESSFUL + ", MET",
    "91251008, " + UNSUCCESSFUL + ", MET",
    "52685006, " + SUCCESSFUL + ", NOT_MET",
    "91251008, " + SUCCESSFUL + ", NOT_MET",
    "91251008, " + PARTIALLY + ", UNKNOWN",
    "44491008, " + UNSUCCESSFUL + ", UNKNOWN"
  })
  void counts_when_it_is_conservative_care_and_says_how_it_came_out(
      String code, String outcome, Status expected) {
    assertThat(failed(therapy(outcome).only(SNOMED, code))).isEqualTo(expected);
  }

  @Test
  void says_nothing_without_an_outcome_or_with_two() {
    GivenProcedure silent =
        procedure("care").only(SNOMED, "91251008").during("2026-02-05", "2026-02-15");

    assertThat(failed(silent)).isEqualTo(UNKNOWN);
    assertThat(failed(therapy(SUCCESSFUL).outcome(UNSUCCESSFUL))).isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preparation",
        "in-progress",
        "on-hold",
        "stopped",
        "not-done",
        "entered-in-error"
      })
  void says_nothing_before_it_is_completed(String status) {
    assertThat(failed(therapy(UNSUCCESSFUL).status(status))).isEqualTo(UNKNOWN);
  }

  @Test
  void names_the_procedure_as_evidence_from_its_end_on() {
    Story story = Story.of(fracture("c1"), therapy(UNSUCCESSFUL).version(4));

    CriterionResult result = story.on("2026-02-17").criterion("conservative-treatment-failed");
    assertThat(result.evidence())
        .extracting(Source::versioned)
        .isEqualTo("Procedure/care/_history/4");
    assertThat(result.finding()).isEqualTo("present on 2026-02-15");
    assertThat(story.on("2026-02-14T12:00").status("conservative-treatment-failed"))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void is_outweighed_by_newer_evidence_and_outweighs_older() {
    String code = "conservative-treatment-failed";

    assertThat(failed(therapy(SUCCESSFUL), finding(code, true, "2026-02-16"))).isEqualTo(MET);
    assertThat(failed(therapy(SUCCESSFUL), finding(code, true, "2026-02-10"))).isEqualTo(NOT_MET);
  }

  @Test
  void says_nothing_when_it_ended_before_the_fracture_or_was_for_another_place() {
    assertThat(failed(therapy(SUCCESSFUL).during("2019-05-01", "2019-06-01"))).isEqualTo(UNKNOWN);
    assertThat(failed(therapy(SUCCESSFUL).elsewhere())).isEqualTo(UNKNOWN);
    assertThat(failed(therapy(UNSUCCESSFUL).at(Vertebra.L4))).isEqualTo(UNKNOWN);
    assertThat(failed(therapy(UNSUCCESSFUL).at(Vertebra.L1))).isEqualTo(MET);
    assertThat(
            failed(
                fracture("c2", Vertebra.L4).onset("2026-02-04").status("resolved"),
                therapy(UNSUCCESSFUL).because("Condition/c2")))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void counts_for_a_fracture_of_unknown_onset_only_when_it_names_it() {
    GivenCondition undated = fracture("c1").onset(null);

    assertThat(failed(undated, therapy(UNSUCCESSFUL))).isEqualTo(UNKNOWN);
    assertThat(failed(undated, therapy(UNSUCCESSFUL).because("Condition/c1"))).isEqualTo(MET);
  }

  @Test
  void counts_when_it_was_given_for_the_pain() {
    assertThat(
            failed(
                condition("pain").coded(SNOMED, "279039007"),
                therapy(UNSUCCESSFUL).because("Condition/pain")))
        .isEqualTo(MET);
  }

  @Test
  void is_no_operation() {
    Seen seen = Story.of(fracture("c1"), therapy(UNSUCCESSFUL)).on("2026-02-17");

    assertThat(seen.pathway().plans()).isEmpty();
    assertThat(seen.pathway().warnings()).isEmpty();
  }

  @Test
  void counts_from_its_start_when_nobody_said_when_it_ended() {
    assertThat(failed(therapy(UNSUCCESSFUL).during("2026-02-05", null))).isEqualTo(MET);
    assertThat(failed(therapy(UNSUCCESSFUL).during("2026-01-05", null))).isEqualTo(UNKNOWN);
    assertThat(failed(therapy(UNSUCCESSFUL).during(null, null).stored("2026-02-10")))
        .isEqualTo(MET);
  }
}
