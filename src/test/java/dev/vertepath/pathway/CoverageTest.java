package dev.vertepath.pathway;

import static dev.vertepath.pathway.CriterionResult.Status.MET;
import static dev.vertepath.pathway.CriterionResult.Status.NOT_MET;
import static dev.vertepath.pathway.CriterionResult.Status.UNKNOWN;
import static dev.vertepath.pathway.Given.FINDING;
import static dev.vertepath.pathway.Given.SNOMED;
import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.finding;
import static dev.vertepath.pathway.Given.observation;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Verdict.Outcome.CONTRAINDICATION_PRESENT;
import static dev.vertepath.pathway.Verdict.Outcome.INSUFFICIENT_INFORMATION;
import static dev.vertepath.pathway.Verdict.Outcome.MEETS_CRITERIA_FOR_SPECIALIST_REVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.pathway.CriterionResult.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol after the coverage rules. */
class CoverageTest {
  private static final String TODAY = "2026-02-17T12:00";

  private final Story worsening =
      Story.candidate()
          .and(pain("earlier", "6", "2026-02-10T09:00"))
          .judgedBy(Protocols.candidacyCoverage());
  private final Story stable = worsening.and(pain("earlier", "8", "2026-02-10T09:00"));

  private static final GivenObservation HEIGHT =
      observation("h").coded(FINDING, "height-loss-percent").value("25.1", "%");
  private static final GivenObservation ROLAND_MORRIS =
      observation("r").coded(FINDING, "roland-morris-score").value("18", "{score}");
  private static final GivenObservation IMPACT =
      finding("severe-functional-impact", true, "2026-02-16");

  private Status course(Arrival<?>... arrivals) {
    return stable.and(arrivals).on(TODAY).status("unfavourable-course");
  }

  @Test
  void is_met_when_the_pain_worsens() {
    Seen seen = worsening.on(TODAY);

    assertThat(seen.verdict()).isEqualTo(MEETS_CRITERIA_FOR_SPECIALIST_REVIEW);
    assertThat(seen.criterion("unfavourable-course").finding())
        .isEqualTo("the pain worsens: 6 of 10 on 2026-02-10, then 8 of 10 on 2026-02-16");
  }

  @Test
  void takes_no_score_from_before_the_fracture_for_the_start_of_a_worsening() {
    assertThat(course(pain("earlier", "2", "2026-02-01T09:00"))).isEqualTo(UNKNOWN);
    assertThat(course(pain("earlier", "2", "2026-02-02T09:00"))).isEqualTo(MET);
  }

  @Test
  void is_met_by_two_of_the_four_burdens() {
    GivenCondition kyphosis = condition("k").coded(SNOMED, "413428007").recorded("2026-02-12");

    assertThat(course(HEIGHT)).isEqualTo(UNKNOWN);
    assertThat(course(HEIGHT, ROLAND_MORRIS)).isEqualTo(MET);
    assertThat(course(HEIGHT, IMPACT)).isEqualTo(MET);
    assertThat(course(kyphosis, IMPACT)).isEqualTo(MET);
    assertThat(course(condition("k").coded(SNOMED, "414564002").recorded("2026-02-12"), IMPACT))
        .isEqualTo(MET);
  }

  @Test
  void names_the_burdens_and_a_version_that_tells_of_one() {
    CriterionResult result =
        stable
            .and(
                HEIGHT,
                ROLAND_MORRIS,
                observation("f").coded(FINDING, "severe-functional-impact").truth(false))
            .on(TODAY)
            .criterion("unfavourable-course");

    assertThat(result.finding())
        .isEqualTo("height loss above 25 percent, Roland-Morris score above 17");
    assertThat(result.evidence()).extracting(Source::reference).isEqualTo("Observation/h");
  }

  @Test
  void counts_a_burden_only_above_its_limit_and_on_its_scale() {
    GivenObservation atLimit =
        observation("h").coded(FINDING, "height-loss-percent").value("25", "%");
    GivenObservation millimetres =
        observation("h").coded(FINDING, "height-loss-percent").value("30", "mm");
    GivenObservation atLimitToo =
        observation("r").coded(FINDING, "roland-morris-score").value("17", null);
    GivenObservation offScale =
        observation("r").coded(FINDING, "roland-morris-score").value("25", null);

    assertThat(course(atLimit, IMPACT)).isEqualTo(UNKNOWN);
    assertThat(course(millimetres, IMPACT)).isEqualTo(UNKNOWN);
    assertThat(course(atLimitToo, IMPACT)).isEqualTo(UNKNOWN);
    assertThat(course(offScale, IMPACT)).isEqualTo(UNKNOWN);
  }

  @Test
  void is_not_met_only_when_worsening_and_two_burdens_are_ruled_out() {
    GivenObservation low = observation("h").coded(FINDING, "height-loss-percent").value("5", "%");
    GivenObservation mild = observation("r").coded(FINDING, "roland-morris-score").value("3", null);
    GivenObservation none = finding("severe-functional-impact", false, "2026-02-16");

    assertThat(course(low, mild)).isEqualTo(UNKNOWN);
    assertThat(course(low, mild, none)).isEqualTo(NOT_MET);
    assertThat(
            stable
                .without("Observation/earlier")
                .and(low, mild, none)
                .on(TODAY)
                .status("unfavourable-course"))
        .as("one score tells no course")
        .isEqualTo(UNKNOWN);
  }

  @Test
  void keeps_the_verdict_open_while_the_course_is_unknown() {
    Seen seen = stable.on(TODAY);

    assertThat(seen.verdict()).isEqualTo(INSUFFICIENT_INFORMATION);
    assertThat(seen.wanted()).containsExactly("unfavourable-course");
  }

  @ParameterizedTest
  @ValueSource(strings = {"active-infection", "uncorrected-coagulopathy", "cement-allergy"})
  void keeps_the_contraindications(String code) {
    assertThat(worsening.and(finding(code, true, TODAY)).on(TODAY).verdict())
        .isEqualTo(CONTRAINDICATION_PRESENT);
  }
}
