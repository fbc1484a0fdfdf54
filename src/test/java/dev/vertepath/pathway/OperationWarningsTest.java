package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.order;
import static dev.vertepath.pathway.Given.procedure;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that happened is refused; what a person should look at is told. */
class OperationWarningsTest {
  private static final String TODAY = "2026-03-04T12:00";

  private static GivenProcedure ordered() {
    return operation("p1").because("Condition/c1").basedOn("ServiceRequest/s1");
  }

  private static Seen treatedWith(Arrival<?>... arrivals) {
    return Story.treated().and(arrivals).on(TODAY);
  }

  @Test
  void an_operation_without_any_fracture_is_accepted_with_warnings() {
    Seen seen = Story.of(operation("p1")).on(TODAY);

    assertThat(seen.plan().cases()).isEmpty();
    assertThat(seen.warnings())
        .containsExactly("level-without-fracture", "procedure-without-order");
  }

  @Test
  void warns_of_every_level_without_an_open_fracture() {
    Seen seen = treatedWith(ordered().at(Vertebra.L2, Vertebra.L3));

    assertThat(seen.pathway().warnings())
        .extracting(Warning::key)
        .containsExactly(
            "warning/level-without-fracture/Procedure/p1/L2",
            "warning/level-without-fracture/Procedure/p1/L3");
    assertThat(seen.pathway().warnings().getFirst().text())
        .isEqualTo("The level L2 was treated, but no fracture of it is recorded as open.");
  }

  @Test
  void warns_when_the_fracture_had_ended_before_or_never_was() {
    assertThat(treatedWith(fracture("c1").status("resolved").abated("2026-03-01")).warnings())
        .contains("level-without-fracture");
    assertThat(treatedWith(fracture("c1").verified("refuted")).warnings())
        .contains("level-without-fracture");
  }

  @Test
  void warns_of_no_level_when_the_fracture_ended_afterwards_or_when_nobody_said() {
    assertThat(treatedWith(fracture("c1").status("resolved").abated("2026-04-20")).warnings())
        .isEmpty();
    assertThat(treatedWith(fracture("c1").status("resolved").stored("2026-03-20")).warnings())
        .isEmpty();
  }

  @Test
  void warns_of_no_level_while_a_fracture_that_it_serves_names_none() {
    assertThat(
            treatedWith(condition("c1").coded(Given.ICD, "M80.08XA").onset("2026-02-02"))
                .warnings())
        .doesNotContain("level-without-fracture");
  }

  @ParameterizedTest
  @CsvSource({"L2 L3, false", "L2 L3 L4, true"})
  void warns_of_more_than_three_levels(String more, boolean warned) {
    GivenProcedure many = ordered();
    Stream.of(more.split(" ", -1)).map(Vertebra::valueOf).forEach(many::at);

    assertThat(treatedWith(many).warnings().contains("more-than-three-levels")).isEqualTo(warned);
  }

  @Test
  void warns_when_nobody_ordered_it() {
    Story unordered = Story.candidate().and(operation("p1"));

    assertThat(unordered.on(TODAY).warnings()).containsExactly("procedure-without-order");
    assertThat(unordered.on(TODAY).state()).isEqualTo(CaseState.FOLLOW_UP);
  }

  @ParameterizedTest
  @CsvSource({
    "active, 2026-03-03T10:59, false",
    "completed, 2026-03-01, false",
    "revoked, 2026-03-01, true",
    "active, 2026-03-03T11:01, true"
  })
  void takes_an_order_for_the_same_fracture_that_was_given_before_it_ended(
      String status, String authored, boolean warned) {
    Seen seen =
        Story.candidate()
            .and(
                operation("p1"),
                order("s1").because("Condition/c1").status(status).authored(authored))
            .on(TODAY);

    assertThat(seen.warnings().contains("procedure-without-order")).isEqualTo(warned);
  }

  @Test
  void takes_an_order_that_it_names_whoever_gave_it() {
    Seen seen =
        Story.candidate()
            .and(operation("p1").basedOn("ServiceRequest/s1"), order("s1").by(null))
            .on(TODAY);

    assertThat(seen.warnings()).containsExactly("order-without-requester");
  }

  @Test
  void warns_when_it_is_completed_and_nobody_said_when() {
    Seen seen = treatedWith(ordered().during("2026-03-03T10:00", null));

    assertThat(seen.warning("procedure-without-time").text()).contains("from when it started");
    assertThat(seen.plan().procedureEnd()).isEqualTo(Given.time("2026-03-03T10:00"));
    Seen timeless =
        Story.candidate().and(procedure("p1").at(Vertebra.L1).stored("2026-03-03T15:00")).on(TODAY);
    assertThat(timeless.warning("procedure-without-time").text())
        .contains("from when it was recorded");
    assertThat(timeless.plan().procedureEnd()).isEqualTo(Given.time("2026-03-03T15:00"));
  }

  @ParameterizedTest
  @CsvSource({"preparation, false", "not-done, false", "in-progress, true", "stopped, true"})
  void warns_only_of_what_was_begun(String status, boolean warned) {
    Seen seen = Story.candidate().and(operation("p1").status(status).at(Vertebra.L3)).on(TODAY);

    assertThat(seen.warnings().contains("level-without-fracture")).isEqualTo(warned);
  }

  @Test
  void takes_no_order_that_names_nobody_and_that_it_does_not_name() {
    Seen seen = Story.candidate().and(operation("p1"), order("s1").by(null)).on(TODAY);

    assertThat(seen.warnings())
        .containsExactly("order-without-requester", "procedure-without-order");
  }
}
