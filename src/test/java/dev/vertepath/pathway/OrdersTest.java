package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.CPT;
import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.order;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders, bookings and what they do to a case before the operation. */
class OrdersTest {
  private static final String TODAY = "2026-02-25T12:00";
  private static final Story CANDIDATE = Story.candidate();

  private static GivenOrder forTheFracture() {
    return order("s1").because("Condition/c1");
  }

  private static CaseState state(Arrival<?>... arrivals) {
    return CANDIDATE.and(arrivals).on(TODAY).state();
  }

  @Test
  void an_order_by_a_named_requester_moves_the_case() {
    Seen seen = CANDIDATE.and(forTheFracture()).on(TODAY);

    assertThat(seen.state()).isEqualTo(CaseState.ORDERED);
    Transition step = seen.onlyCase().transitions().getLast();
    assertThat(step.actor()).isEqualTo("Practitioner/7");
    assertThat(step.effective()).isEqualTo(Given.time("2026-02-18T10:00"));
    assertThat(step.cause().reference()).isEqualTo("ServiceRequest/s1");
    assertThat(seen.pathway().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void an_order_that_names_nobody_moves_nothing_and_says_so(String requester) {
    Seen seen = CANDIDATE.and(forTheFracture().by(requester)).on(TODAY);

    assertThat(seen.state()).isEqualTo(CaseState.CANDIDATE);
    assertThat(seen.warnings()).containsExactly("order-without-requester");
  }

  @Test
  void an_order_without_a_requester_at_all_moves_nothing() {
    assertThat(state(forTheFracture().by(null))).isEqualTo(CaseState.CANDIDATE);
  }

  @ParameterizedTest
  @CsvSource({
    "order, ORDERED",
    "original-order, ORDERED",
    "reflex-order, ORDERED",
    "filler-order, ORDERED",
    "instance-order, ORDERED",
    "proposal, CANDIDATE",
    "plan, CANDIDATE",
    "directive, CANDIDATE",
    "option, CANDIDATE"
  })
  void only_an_order_is_an_order(String intent, CaseState expected) {
    assertThat(state(forTheFracture().intent(intent))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "active, ORDERED",
    "on-hold, ORDERED",
    "completed, ORDERED",
    "draft, CANDIDATE",
    "revoked, CANDIDATE",
    "entered-in-error, CANDIDATE",
    "unknown, CANDIDATE"
  })
  void an_order_that_was_taken_back_moves_nothing(String status, CaseState expected) {
    assertThat(state(forTheFracture().status(status))).isEqualTo(expected);
  }

  @Test
  void an_order_for_something_else_moves_nothing() {
    GivenOrder therapy = forTheFracture();
    therapy.codes.clear();

    Seen seen = CANDIDATE.and(therapy.coded(Given.SNOMED, "91251008")).on(TODAY);

    assertThat(seen.state()).isEqualTo(CaseState.CANDIDATE);
    assertThat(seen.pathway().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22510", "22511", "22513", "22514"})
  void an_order_is_known_by_cpt_too(String cpt) {
    GivenOrder order = forTheFracture();
    order.codes.clear();

    assertThat(state(order.coded(CPT, cpt))).isEqualTo(CaseState.ORDERED);
  }

  @Test
  void an_order_means_the_fracture_that_it_names_or_the_level_or_all_that_are_left() {
    Story two = CANDIDATE.and(fracture("c2", Vertebra.L3).onset("2026-02-04"));

    Seen byName = two.and(order("s1").because("Condition/c2")).on(TODAY);
    assertThat(byName.caseOf("Condition/c2").state()).isEqualTo(CaseState.ORDERED);
    assertThat(byName.caseOf("Condition/c1").state()).isNotEqualTo(CaseState.ORDERED);
    Seen byLevel = two.and(order("s1").at(Vertebra.L3)).on(TODAY);
    assertThat(byLevel.caseOf("Condition/c2").state()).isEqualTo(CaseState.ORDERED);
    assertThat(byLevel.caseOf("Condition/c1").state()).isNotEqualTo(CaseState.ORDERED);
    Seen open = two.and(order("s1")).on(TODAY);
    assertThat(open.pathway().cases())
        .extracting(CaseOutcome::state)
        .containsOnly(CaseState.ORDERED);
  }

  @Test
  void an_order_that_names_a_condition_which_is_no_fracture_means_what_is_left() {
    Seen seen =
        CANDIDATE
            .and(
                condition("back").coded(Given.SNOMED, "279039007"),
                order("s1").because("Condition/back"))
            .on(TODAY);

    assertThat(seen.state()).isEqualTo(CaseState.ORDERED);
  }

  @Test
  void an_order_for_a_fracture_that_has_not_arrived_waits_for_it_and_says_so() {
    Seen seen = CANDIDATE.and(order("s1").because("Condition/later")).on(TODAY);

    assertThat(seen.state()).isEqualTo(CaseState.CANDIDATE);
    assertThat(seen.warnings()).containsExactly("order-without-fracture");
  }

  @Test
  void an_order_of_the_day_means_a_fracture_that_is_recorded_later_on_that_day() {
    Seen seen =
        Story.of(
                fracture("c1").onset(null).recorded("2026-02-18T15:00"),
                order("s1").authored("2026-02-18"))
            .on(TODAY);

    assertThat(seen.state()).isEqualTo(CaseState.ORDERED);
  }

  @Test
  void an_order_that_names_nothing_means_no_fracture_that_is_treated_or_over() {
    Seen seen =
        Story.treated()
            .and(
                fracture("c2", Vertebra.L3).onset("2026-03-10"),
                fracture("c3", Vertebra.L4)
                    .onset("2026-02-01")
                    .status("resolved")
                    .abated("2026-03-01"),
                order("s2").authored("2026-03-12"))
            .on("2026-03-20");

    assertThat(seen.pathway().warnings())
        .extracting(Warning::key)
        .contains("warning/ordered-against-verdict/ServiceRequest/s2/Condition/c2")
        .doesNotContain("warning/ordered-against-verdict/ServiceRequest/s2/Condition/c1");
    assertThat(seen.pathway().cases())
        .extracting(c -> c.fracture().reference())
        .containsExactly("Condition/c1", "Condition/c2");
  }

  @Test
  void an_order_whose_operation_was_done_does_not_miss_its_fracture() {
    Seen seen =
        Story.of(
                order("s1").because("Condition/gone"), operation("p1").basedOn("ServiceRequest/s1"))
            .on("2026-03-10");

    assertThat(seen.warnings()).containsExactly("level-without-fracture");
  }

  @Test
  void an_order_that_can_mean_no_fracture_says_so_whatever_was_done_for_others() {
    Story treated = Story.treated();

    assertThat(treated.and(order("s2").because("Condition/gone")).on("2026-03-10").warnings())
        .containsExactly("order-without-fracture");
    assertThat(treated.and(order("s2").authored("2026-03-08")).on("2026-03-10").warnings())
        .as("all are treated")
        .containsExactly("order-without-fracture");
  }
}
