package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.order;
import static dev.vertepath.pathway.Given.procedure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which fractures an operation serves. */
class AssignmentsTest {
  private static final String TODAY = "2026-03-04T12:00";
  private static final Story TREATED = Story.treated();

  @Test
  void one_operation_serves_several_cases_and_makes_one_plan() {
    Seen seen =
        TREATED
            .and(
                fracture("c2", Vertebra.L3).onset("2026-02-05"),
                operation("p1").at(Vertebra.L3).basedOn("ServiceRequest/s1"))
            .on(TODAY);

    assertThat(seen.plan().cases()).containsExactly("case/Condition/c1", "case/Condition/c2");
    assertThat(seen.pathway().cases())
        .extracting(CaseOutcome::state)
        .containsOnly(CaseState.FOLLOW_UP);
  }

  @Test
  void an_operation_serves_the_fracture_at_its_level() {
    Seen seen =
        Story.candidate()
            .and(fracture("c2", Vertebra.L3).onset("2026-02-05"), operation("p1"))
            .on(TODAY);

    assertThat(seen.plan().fractures()).containsExactly("Condition/c1");
  }

  @Test
  void an_operation_that_names_one_fracture_serves_the_other_levels_it_treated_too() {
    Seen seen =
        Story.candidate()
            .and(
                fracture("c2", Vertebra.L3).onset("2026-02-05"),
                operation("p1").at(Vertebra.L3).because("Condition/c1"))
            .on(TODAY);

    assertThat(seen.plan().fractures()).containsExactly("Condition/c1", "Condition/c2");
  }

  @Test
  void an_operation_for_a_backache_serves_the_fracture_at_its_level() {
    Seen seen =
        Story.candidate()
            .and(
                condition("back").coded(Given.SNOMED, "279039007"),
                operation("p1").because("Condition/back"))
            .on(TODAY);

    assertThat(seen.plan().fractures()).containsExactly("Condition/c1");
  }

  @Test
  void an_operation_that_tells_nothing_serves_what_was_ordered_or_the_one_that_is_left() {
    GivenProcedure bare = procedure("p1").during("2026-03-03T10:00", "2026-03-03T11:00");
    Story one = Story.candidate().and(bare);
    Story two = one.and(fracture("c2", Vertebra.L3).onset("2026-02-05"));

    assertThat(one.on(TODAY).plan().fractures()).containsExactly("Condition/c1");
    assertThat(two.on(TODAY).plan().fractures()).as("nobody can tell which").isEmpty();
    assertThat(
            two.and(
                    order("s1").because("Condition/c2"),
                    procedure("p1")
                        .during("2026-03-03T10:00", "2026-03-03T11:00")
                        .basedOn("ServiceRequest/s1"))
                .on(TODAY)
                .plan()
                .fractures())
        .containsExactly("Condition/c2");
  }

  @Test
  void an_operation_serves_a_fracture_of_unknown_level_that_was_ordered() {
    GivenCondition unsited = condition("c1").coded(Given.ICD, "M80.08XA").onset("2026-02-02");

    Seen seen =
        Story.of(
                unsited,
                order("s1").because("Condition/c1"),
                operation("p1").basedOn("ServiceRequest/s1"))
            .on(TODAY);

    assertThat(seen.state()).isEqualTo(CaseState.FOLLOW_UP);
    assertThat(seen.warnings()).doesNotContain("level-without-fracture");
  }

  @Test
  void an_operation_finds_its_fracture_even_when_the_fracture_bears_no_date() {
    Seen seen =
        Story.of(
                fracture("c1").onset(null).recorded(null).stored("2026-03-10T08:00"),
                operation("p1"))
            .on("2026-03-11");

    assertThat(seen.plan().fractures()).containsExactly("Condition/c1");
  }

  @Test
  void an_operation_that_names_its_fracture_serves_no_other_at_that_level() {
    Seen seen =
        Story.candidate()
            .and(fracture("c2").onset("2026-02-05"), operation("p1").because("Condition/c2"))
            .on(TODAY);

    assertThat(seen.plan().fractures()).containsExactly("Condition/c2");
  }

  @Test
  void an_operation_that_names_a_fracture_of_unknown_level_serves_no_other() {
    Seen seen =
        Story.of(
                condition("c1").coded(Given.ICD, "M80.08XA").onset("2026-02-02"),
                fracture("c2", Vertebra.L3),
                operation("p1").at(Vertebra.L3).because("Condition/c1"))
            .on(TODAY);

    assertThat(seen.plan().fractures()).containsExactly("Condition/c1");
  }

  @Test
  void an_operation_serves_no_fracture_that_began_afterwards_or_had_ended_before() {
    assertThat(fractures(fracture("c1").onset("2026-03-08"))).isEmpty();
    assertThat(fractures(fracture("c1").onset(null).recorded("2026-03-08"))).isEmpty();
    assertThat(fractures(fracture("c1").status("resolved").abated("2026-03-01"))).isEmpty();
    assertThat(fractures(fracture("c1").status("resolved").abated("2026-04-01")))
        .containsExactly("Condition/c1");
  }

  @Test
  void an_operation_serves_the_last_fracture_there_whose_end_bears_no_date() {
    assertThat(
            fractures(
                fracture("c1").status("resolved"),
                fracture("c2").status("resolved").onset("2026-02-20"),
                fracture("c3").status("resolved").onset("2026-02-10")))
        .containsExactly("Condition/c2");
    assertThat(fractures(fracture("c1"), fracture("c2").status("resolved").onset("2026-02-20")))
        .as("one that is still open comes first")
        .containsExactly("Condition/c1");
  }

  private static Set<String> fractures(Arrival<?>... arrivals) {
    return Story.of(arrivals).and(operation("p1")).on("2026-03-20").plan().fractures();
  }

  @Test
  void of_two_operations_without_a_time_the_one_that_tells_its_level_chooses_first() {
    Seen seen =
        Story.of(
                fracture("c1"),
                fracture("c2", Vertebra.L3),
                procedure("p1").stored("2026-03-03T12:00"),
                procedure("p2").at(Vertebra.L1).stored("2026-03-03T12:00"))
            .on(TODAY);

    assertThat(seen.pathway().plans())
        .extracting(PlanOutcome::key, PlanOutcome::fractures)
        .containsExactly(
            tuple("plan/Procedure/p1", Set.of("Condition/c2")),
            tuple("plan/Procedure/p2", Set.of("Condition/c1")));
  }

  @Test
  void a_second_operation_at_a_level_serves_the_fracture_there_again() {
    Seen seen =
        TREATED
            .and(procedure("p2").at(Vertebra.L1).during("2026-03-10T10:00", "2026-03-10T11:00"))
            .on("2026-03-20");

    assertThat(seen.onlyCase().procedure()).isEqualTo("Procedure/p2");
  }
}
