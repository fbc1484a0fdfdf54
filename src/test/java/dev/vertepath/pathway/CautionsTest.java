package dev.vertepath.pathway;

import static dev.vertepath.pathway.CriterionResult.Status.MET;
import static dev.vertepath.pathway.CriterionResult.Status.NOT_MET;
import static dev.vertepath.pathway.CriterionResult.Status.UNKNOWN;
import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.finding;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.patient;
import static dev.vertepath.pathway.Verdict.Outcome.MEETS_CRITERIA_FOR_SPECIALIST_REVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.pathway.Criterion.Weight;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown with the verdict for the clinician to weigh. */
class CautionsTest {
  private static final String TODAY = "2026-02-17T12:00";

  private static Seen candidateBut(Arrival<?>... arrivals) {
    return Story.candidate().and(arrivals).on(TODAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "neurological-deficit",
        "retropulsed-fragment",
        "improving-on-medical-therapy",
        "pregnancy",
        "instability"
      })
  void a_caution_is_shown_and_blocks_nothing(String code) {
    Seen unknown = Story.candidate().on(TODAY);
    Seen present = candidateBut(finding(code, true, "2026-02-16T10:00"));
    Seen absent = candidateBut(finding(code, false, "2026-02-16T10:00"));

    assertThat(unknown.status(code)).isEqualTo(UNKNOWN);
    assertThat(present.status(code)).isEqualTo(MET);
    assertThat(absent.status(code)).isEqualTo(NOT_MET);
    assertThat(present.criterion(code).criterion().weight()).isEqualTo(Weight.CAUTION);
    assertThat(present.verdict()).isEqualTo(MEETS_CRITERIA_FOR_SPECIALIST_REVIEW);
    assertThat(present.criterion(code).evidence())
        .extracting(Source::reference)
        .isEqualTo("Observation/" + code);
    assertThat(present.wanted()).isEmpty();
  }

  @Test
  void counts_the_fractured_levels_of_all_fractures_and_warns_above_three() {
    GivenCondition three = fracture("c2", Vertebra.L1, Vertebra.L2, Vertebra.L3);
    Seen seen = Story.of(three).on(TODAY);

    assertThat(seen.status("more-than-three-levels")).isEqualTo(NOT_MET);
    Seen four = Story.of(three, fracture("c3", Vertebra.T12).onset("2026-02-10")).on(TODAY);
    assertThat(four.caseOf("Condition/c2").verdict().criteria())
        .filteredOn(r -> r.criterion().code().equals("more-than-three-levels"))
        .extracting(CriterionResult::status)
        .containsExactly(MET);
  }

  @Test
  void cannot_say_that_three_levels_are_all_while_a_fracture_names_none() {
    Seen seen = Story.of(condition("c1").coded(Given.ICD, "M80.08XA")).on(TODAY);

    assertThat(seen.status("more-than-three-levels")).isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "S32.010A, L1, 1948-05-01, a traumatic cause",
    "M80.08XA, C2, 1948-05-01, a cervical or sacral level",
    "M80.08XA, C7, 1948-05-01, a cervical or sacral level",
    "M80.08XA, SACRUM, 1948-05-01, a cervical or sacral level",
    "S12.100A, , 1948-05-01, 'a traumatic cause, a cervical or sacral level'",
    "M48.52XA, , 1948-05-01, a cervical or sacral level",
    "M80.08XA, L1, 2008-02-18, an age below 18"
  })
  void routes_what_most_protocols_exclude_to_human_review(
      String code, @Nullable Vertebra level, String born, String why) {
    GivenCondition fracture = condition("c1").coded(Given.ICD, code);
    if (level != null) {
      fracture.at(level);
    }

    CriterionResult review =
        Story.of(patient().born(born), fracture).on(TODAY).criterion("human-review");

    assertThat(review.status()).isEqualTo(MET);
    assertThat(review.finding()).isEqualTo(why);
  }

  @Test
  void needs_no_human_review_from_the_eighteenth_birthday_on() {
    Story story = Story.of(patient().born("2008-02-18"), fracture("c1"));

    assertThat(story.on("2026-02-17T23:59").criterion("human-review").evidence())
        .extracting(Source::reference)
        .isEqualTo("Patient/1");
    assertThat(story.on("2026-02-18T00:00").status("human-review")).isEqualTo(NOT_MET);
  }

  @Test
  void does_not_know_whether_review_is_needed_without_a_date_of_birth() {
    assertThat(Story.of(fracture("c1")).on(TODAY).status("human-review")).isEqualTo(UNKNOWN);
    assertThat(Story.of(patient().born(null), fracture("c1")).on(TODAY).status("human-review"))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void every_protocol_shows_the_same_cautions() {
    assertThat(Protocols.candidacySevereEarlyPain().criteria())
        .containsAll(CandidacyRules.cautions())
        .containsAll(CandidacyRules.absolute());
    assertThat(Protocols.candidacyCoverage().criteria())
        .containsAll(CandidacyRules.cautions())
        .containsAll(CandidacyRules.absolute());
  }

  @Test
  void needs_no_human_review_for_a_thoracic_level() {
    assertThat(Story.of(patient(), fracture("c1", Vertebra.T1)).on(TODAY).criterion("human-review"))
        .extracting(CriterionResult::status, CriterionResult::finding)
        .containsExactly(NOT_MET, "none of the reasons");
  }

  @Test
  void counts_a_fracture_that_names_no_level_as_one_and_one_that_has_ended_as_none() {
    GivenCondition unnamed = condition("c2").coded(Given.ICD, "M80.08XA").onset("2026-02-05");
    GivenCondition ended = fracture("c3", Vertebra.L4).status("resolved").abated("2026-02-10");

    assertThat(levels(fracture("c1", Vertebra.L1, Vertebra.L2, Vertebra.L3), unnamed))
        .isEqualTo(MET);
    assertThat(levels(fracture("c1", Vertebra.L1, Vertebra.L2), unnamed)).isEqualTo(UNKNOWN);
    assertThat(levels(fracture("c1", Vertebra.L1, Vertebra.L2, Vertebra.L3), ended))
        .isEqualTo(NOT_MET);
    assertThat(
            Story.of(fracture("c1", Vertebra.L1, Vertebra.L2), unnamed)
                .judgedBy(Protocols.candidacySevereEarlyPain())
                .on(TODAY)
                .caseOf("Condition/c2")
                .verdict()
                .criteria())
        .filteredOn(r -> r.criterion().code().equals("one-or-two-fractures"))
        .extracting(CriterionResult::finding)
        .containsExactly("fractured levels recorded as current: 3");
  }

  private static CriterionResult.Status levels(Arrival<?>... arrivals) {
    return Story.of(arrivals).on(TODAY).caseOf("Condition/c1").verdict().criteria().stream()
        .filter(r -> r.criterion().code().equals("more-than-three-levels"))
        .findFirst()
        .orElseThrow()
        .status();
  }
}
