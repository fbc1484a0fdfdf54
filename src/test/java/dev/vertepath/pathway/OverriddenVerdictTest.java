package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.finding;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.order;
import static dev.vertepath.pathway.Given.pain;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An order is held against the verdict of its time. */
class OverriddenVerdictTest {
  private static final String TODAY = "2026-02-25T12:00";
  private static final Story CANDIDATE = Story.candidate();

  private static GivenOrder forTheFracture() {
    return order("s1").because("Condition/c1");
  }

  @Test
  void an_order_against_the_verdict_proceeds_and_tells_what_was_overridden_by_whom_and_why() {
    Seen seen =
        CANDIDATE
            .and(
                pain("before", "4", "2026-02-16T09:00").version(2),
                finding("site-tenderness", false, "2026-02-16T09:00"),
                forTheFracture().saying("cannot be mobilised"))
            .on(TODAY);

    assertThat(seen.state()).isEqualTo(CaseState.ORDERED);
    Warning warning = seen.warning("ordered-against-verdict");
    assertThat(warning.severity()).isEqualTo(Warning.Severity.MODERATE);
    assertThat(warning.text())
        .isEqualTo(
            "Ordered for the fracture of L1 (Condition/c1) against the verdict does-not-meet of"
                + " https://vertepath.dev/fhir/PlanDefinition/candidacy-default|1.0.0: pain-score"
                + " (4 of 10 on 2026-02-16); site-tenderness (absent on 2026-02-16)");
    assertThat(warning.implicated())
        .extracting(Source::versioned)
        .containsExactly(
            "ServiceRequest/s1/_history/1",
            "Condition/c1/_history/1",
            "Observation/before/_history/2",
            "Observation/site-tenderness/_history/1");
    assertThat(warning.mitigator()).isEqualTo("Practitioner/7");
    assertThat(warning.mitigation()).isEqualTo("Ordered by Practitioner/7: cannot be mobilised");
  }

  @Test
  void an_order_against_a_contraindication_is_of_high_severity() {
    Warning warning =
        CANDIDATE
            .and(finding("active-infection", true, "2026-02-16T09:00"), forTheFracture())
            .on(TODAY)
            .warning("ordered-against-verdict");

    assertThat(warning.severity()).isEqualTo(Warning.Severity.HIGH);
    assertThat(warning.text()).contains("active-infection (present on 2026-02-16)");
    assertThat(warning.mitigation()).isEqualTo("Ordered by Practitioner/7, no reason given");
  }

  @Test
  void an_order_before_all_is_known_tells_what_was_not() {
    Warning warning =
        CANDIDATE
            .without("Observation/cement-allergy")
            .and(forTheFracture())
            .on(TODAY)
            .warning("ordered-against-verdict");

    assertThat(warning.text())
        .contains("insufficient-information")
        .endsWith(": cement-allergy (nothing is recorded)");
  }

  @Test
  void an_order_is_held_against_the_verdict_of_its_own_time() {
    GivenOrder early = forTheFracture().authored("2026-02-16T08:59");
    GivenOrder late = forTheFracture().authored("2026-02-16T09:00");
    GivenOrder ofTheDay = forTheFracture().authored("2026-02-16");

    assertThat(CANDIDATE.and(early).on(TODAY).warnings()).contains("ordered-against-verdict");
    assertThat(CANDIDATE.and(late).on(TODAY).warnings()).isEmpty();
    assertThat(CANDIDATE.and(ofTheDay).on(TODAY).warnings())
        .as("a bare date leaves the hour open")
        .isEmpty();
  }

  @Test
  void evidence_that_comes_later_changes_nothing_about_the_order() {
    Story story = CANDIDATE.and(forTheFracture());

    assertThat(
            story
                .and(condition("i").coded(Given.SNOMED, "203241002").recorded("2026-02-20"))
                .on(TODAY)
                .warnings())
        .isEmpty();
  }

  @Test
  void an_order_for_two_fractures_is_held_against_each_verdict() {
    Seen seen =
        CANDIDATE
            .and(
                finding("marrow-oedema", true, "2026-02-16").because("Condition/c1"),
                fracture("c2", Vertebra.L3),
                order("s1").because("Condition/c1", "Condition/c2"))
            .on(TODAY);

    assertThat(seen.warning("ordered-against-verdict").key())
        .isEqualTo("warning/ordered-against-verdict/ServiceRequest/s1/Condition/c2");
  }

  @Test
  void an_order_that_is_sent_again_under_another_id_warns_once() {
    Story low = CANDIDATE.and(pain("before", "4", "2026-02-16T09:00"));

    assertThat(low.and(forTheFracture(), order("s2").because("Condition/c1")).on(TODAY).warnings())
        .containsExactly("ordered-against-verdict");
  }
}
