package dev.vertepath.pathway;

import static dev.vertepath.pathway.CriterionResult.Status.MET;
import static dev.vertepath.pathway.CriterionResult.Status.NOT_MET;
import static dev.vertepath.pathway.CriterionResult.Status.UNKNOWN;
import static dev.vertepath.pathway.Given.finding;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Verdict.Outcome.CONTRAINDICATION_PRESENT;
import static dev.vertepath.pathway.Verdict.Outcome.DOES_NOT_MEET;
import static dev.vertepath.pathway.Verdict.Outcome.INSUFFICIENT_INFORMATION;
import static dev.vertepath.pathway.Verdict.Outcome.MEETS_CRITERIA_FOR_SPECIALIST_REVIEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.pathway.Criterion.Weight;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CandidacyTest {
  private static final String TODAY = "2026-02-17T12:00";

  private static Seen candidateBut(Arrival<?>... arrivals) {
    return Story.candidate().and(arrivals).on(TODAY);
  }

  @Test
  void proposes_a_specialist_review_when_all_is_met_and_every_contraindication_is_absent() {
    Seen seen = Story.candidate().on(TODAY);

    assertThat(seen.verdict()).isEqualTo(MEETS_CRITERIA_FOR_SPECIALIST_REVIEW);
    assertThat(seen.state()).isEqualTo(CaseState.CANDIDATE);
    assertThat(seen.wanted()).isEmpty();
  }

  @Test
  void asks_by_the_default_protocol_for_six_things_and_three_absences() {
    assertThat(Protocols.candidacyDefault().criteria())
        .filteredOn(c -> c.weight() == Weight.REQUIRED)
        .extracting(Criterion::code)
        .containsExactly(
            "fracture-current",
            "level-known",
            "cause-known",
            "pain-score",
            "site-tenderness",
            "marrow-oedema",
            "conservative-treatment-failed");
    assertThat(Protocols.candidacyDefault().criteria())
        .filteredOn(c -> c.weight() == Weight.ABSOLUTE_CONTRAINDICATION)
        .extracting(Criterion::code)
        .containsExactly("active-infection", "uncorrected-coagulopathy", "cement-allergy");
  }

  @Test
  void knows_nothing_when_nothing_but_the_fracture_is_known() {
    Seen seen = Story.of(fracture("c1")).on(TODAY);

    assertThat(seen.verdict()).isEqualTo(INSUFFICIENT_INFORMATION);
    assertThat(seen.wanted())
        .containsExactly(
            "pain-score",
            "site-tenderness",
            "marrow-oedema",
            "conservative-treatment-failed",
            "active-infection",
            "uncorrected-coagulopathy",
            "cement-allergy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Observation/before",
        "Observation/site-tenderness",
        "Observation/marrow-oedema",
        "Observation/conservative-treatment-failed",
        "Observation/active-infection",
        "Observation/uncorrected-coagulopathy",
        "Observation/cement-allergy"
      })
  void stays_undecided_while_any_one_thing_is_unknown(String missing) {
    Seen seen = Story.candidate().without(missing).on(TODAY);

    assertThat(seen.verdict()).isEqualTo(INSUFFICIENT_INFORMATION);
    assertThat(seen.state()).isEqualTo(CaseState.AWAITING_EVIDENCE);
    assertThat(seen.wanted()).hasSize(1);
    CriterionResult unknown = seen.criterion(seen.wanted().getFirst());
    assertThat(unknown.status()).isEqualTo(UNKNOWN);
    assertThat(unknown.evidence()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"site-tenderness", "marrow-oedema", "conservative-treatment-failed"})
  void does_not_meet_when_a_required_finding_is_absent(String code) {
    Seen seen = candidateBut(finding(code, false, "2026-02-16T10:00"));

    assertThat(seen.status(code)).isEqualTo(NOT_MET);
    assertThat(seen.verdict()).isEqualTo(DOES_NOT_MEET);
    assertThat(seen.state()).isEqualTo(CaseState.NOT_INDICATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"active-infection", "uncorrected-coagulopathy", "cement-allergy"})
  void a_contraindication_that_is_present_decides(String code) {
    Seen seen = candidateBut(finding(code, true, "2026-02-16T10:00"));

    assertThat(seen.status(code)).isEqualTo(MET);
    assertThat(seen.verdict()).isEqualTo(CONTRAINDICATION_PRESENT);
    assertThat(seen.state()).isEqualTo(CaseState.CONTRAINDICATED);
  }

  @Test
  void a_contraindication_outweighs_what_is_not_met_and_what_is_unknown() {
    Seen seen =
        Story.of(
                fracture("c1"),
                pain("before", "1", "2026-02-16T09:00"),
                finding("active-infection", true, "2026-02-16T10:00"))
            .on(TODAY);

    assertThat(seen.verdict()).isEqualTo(CONTRAINDICATION_PRESENT);
  }

  @Test
  void what_is_not_met_outweighs_what_is_unknown() {
    Seen seen = Story.of(fracture("c1"), pain("before", "1", "2026-02-16T09:00")).on(TODAY);

    assertThat(seen.verdict()).isEqualTo(DOES_NOT_MEET);
  }

  @ParameterizedTest
  @CsvSource({"5, MET", "5.0, MET", "4.9, NOT_MET", "4, NOT_MET", "0, NOT_MET", "10, MET"})
  void demands_pain_of_at_least_five(String score, CriterionResult.Status status) {
    Seen seen = candidateBut(pain("before", score, "2026-02-16T09:00"));

    assertThat(seen.status("pain-score")).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"-1", "10.1", "80"})
  void takes_no_number_outside_of_0_to_10_for_a_pain_score(String score) {
    assertThat(candidateBut(pain("before", score, "2026-02-16T09:00")).status("pain-score"))
        .isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"72514-3, MET", "38208-5, MET", "38214-3, MET", "97909-6, UNKNOWN"})
  void knows_pain_scores_by_their_loinc_codes(String loinc, CriterionResult.Status status) {
    Seen seen =
        candidateBut(Given.observation("before").coded(Given.LOINC, loinc).value("8", null));

    assertThat(seen.status("pain-score")).isEqualTo(status);
  }

  @Test
  void takes_no_score_in_another_unit() {
    assertThat(
            candidateBut(Given.observation("before").coded(Given.LOINC, "38214-3").value("8", "cm"))
                .status("pain-score"))
        .isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"2026-03-18T08:59, MET", "2026-03-18T09:00, UNKNOWN", "2026-03-19T00:00, UNKNOWN"})
  void lets_a_pain_score_count_for_thirty_days_and_not_at_their_end(
      String now, CriterionResult.Status status) {
    Seen seen = Story.candidate().on(now);

    assertThat(seen.status("pain-score")).isEqualTo(status);
    assertThat(seen.wanted().contains("pain-score")).isEqualTo(status == UNKNOWN);
  }

  @Test
  void says_of_a_score_that_is_too_old_what_and_when_it_was() {
    assertThat(Story.candidate().on("2026-04-01").criterion("pain-score").finding())
        .isEqualTo("the last score is too old: 8 of 10 on 2026-02-16");
  }

  @Test
  void says_what_was_found_and_which_version_tells_it() {
    CriterionResult pain =
        candidateBut(pain("before", "8.0", "2026-02-16T09:00").version(3)).criterion("pain-score");
    CriterionResult oedema = Story.candidate().on(TODAY).criterion("marrow-oedema");

    assertThat(pain.finding()).isEqualTo("8 of 10 on 2026-02-16");
    assertThat(pain.evidence())
        .extracting(Source::versioned)
        .isEqualTo("Observation/before/_history/3");
    assertThat(oedema.finding()).isEqualTo("present on 2026-02-16");
    assertThat(oedema.evidence())
        .extracting(Source::reference)
        .isEqualTo("Observation/marrow-oedema");
  }

  @Test
  void shows_the_loss_of_height_beside_the_imaging() {
    Seen seen =
        candidateBut(
            Given.observation("h").coded(Given.FINDING, "height-loss-percent").value("30", "%"));

    assertThat(seen.criterion("marrow-oedema").finding())
        .isEqualTo("present on 2026-02-16; height loss 30 percent");
  }

  @Test
  void names_protocol_and_version_with_the_verdict() {
    assertThat(Story.candidate().on(TODAY).onlyCase().verdict().rule())
        .isEqualTo("https://vertepath.dev/fhir/PlanDefinition/candidacy-default|1.0.0");
  }

  @Test
  void gives_every_criterion_a_sentence_and_a_source() {
    for (CandidacyProtocol protocol :
        List.of(
            Protocols.candidacyDefault(),
            Protocols.candidacySevereEarlyPain(),
            Protocols.candidacyCoverage())) {
      assertThat(protocol.criteria())
          .allSatisfy(
              c -> {
                assertThat(c.text()).endsWith(".");
                assertThat(c.citation()).isNotBlank();
              })
          .extracting(Criterion::code)
          .doesNotHaveDuplicates();
    }
  }
}
