package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.CPT;
import static dev.vertepath.pathway.Given.PCS;
import static dev.vertepath.pathway.Given.PROCEDURE;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.procedure;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Procedures are an operation, and which of them one. */
class OperationsTest {
  private static final String TODAY = "2026-03-04T12:00";
  private static final Story TREATED = Story.treated();

  @ParameterizedTest
  @CsvSource({
    CPT + ", 22510",
    CPT + ", 22511",
    CPT + ", 22512",
    CPT + ", 22513",
    CPT + ", 22514",
    CPT + ", 22515",
    PCS + ", 0QU03JZ",
    PCS + ", 0QU13JZ",
    PROCEDURE + ", vertebroplasty",
    PROCEDURE + ", kyphoplasty"
  })
  void a_vertebroplasty_or_kyphoplasty_makes_a_plan(String system, String code) {
    Seen seen = TREATED.and(operation("p1").only(system, code)).on(TODAY);

    assertThat(seen.plan().key()).isEqualTo("plan/Procedure/p1");
    assertThat(seen.state()).isEqualTo(CaseState.FOLLOW_UP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"44491008", "91251008"})
  void another_procedure_makes_none(String snomed) {
    assertThat(TREATED.and(operation("p1").only(Given.SNOMED, snomed)).on(TODAY).pathway().plans())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "preparation, SCHEDULED, false",
    "in-progress, IN_PROCEDURE, false",
    "on-hold, IN_PROCEDURE, false",
    "completed, FOLLOW_UP, true",
    "stopped, ORDERED, false",
    "not-done, ORDERED, false",
    "entered-in-error, ORDERED, false",
    "unknown, ORDERED, false"
  })
  void the_status_of_the_procedure_moves_the_case(String status, CaseState state, boolean plan) {
    Seen seen =
        TREATED
            .and(
                operation("p1").because("Condition/c1").basedOn("ServiceRequest/s1").status(status))
            .on(TODAY);

    assertThat(seen.state()).isEqualTo(state);
    assertThat(seen.pathway().plans()).hasSize(plan ? 1 : 0);
  }

  @Test
  void the_case_tells_the_way_to_the_operation() {
    Seen seen = TREATED.on(TODAY);

    assertThat(seen.states())
        .containsExactly(
            CaseState.AWAITING_EVIDENCE,
            CaseState.CANDIDATE,
            CaseState.ORDERED,
            CaseState.IN_PROCEDURE,
            CaseState.FOLLOW_UP);
    assertThat(seen.onlyCase().transitions())
        .extracting(Transition::effective)
        .containsExactly(
            Given.time("2026-02-03"),
            Given.time("2026-02-16T09:00"),
            Given.time("2026-02-18T10:00"),
            Given.time("2026-03-03T10:00"),
            Given.time("2026-03-03T11:00"));
    assertThat(seen.onlyCase().procedure()).isEqualTo("Procedure/p1");
    assertThat(seen.pathway().warnings()).isEmpty();
  }

  @Test
  void the_plan_tells_levels_procedure_fracture_and_protocol() {
    PlanOutcome plan = TREATED.on(TODAY).plan();

    assertThat(plan.levels()).containsExactly(Vertebra.L1);
    assertThat(plan.procedures()).extracting(Source::reference).containsExactly("Procedure/p1");
    assertThat(plan.fractures()).containsExactly("Condition/c1");
    assertThat(plan.cases()).containsExactly("case/Condition/c1");
    assertThat(plan.procedureEnd()).isEqualTo(Given.time("2026-03-03T11:00"));
    assertThat(plan.protocol().url())
        .isEqualTo("https://vertepath.dev/fhir/PlanDefinition/vertebroplasty-follow-up");
    assertThat(plan.protocol().version()).isEqualTo("1.0.0");
  }

  @Test
  void procedures_that_are_part_of_one_are_one_operation() {
    Seen seen =
        TREATED
            .and(
                operation("p1").because("Condition/c1").basedOn("ServiceRequest/s1"),
                procedure("l2").partOf("Procedure/p1").at(Vertebra.L2),
                procedure("l3").partOf("Procedure/l2").at(Vertebra.L3))
            .on(TODAY);

    assertThat(seen.plan().key()).isEqualTo("plan/Procedure/p1");
    assertThat(seen.plan().levels()).containsExactly(Vertebra.L1, Vertebra.L2, Vertebra.L3);
    assertThat(seen.plan().procedures())
        .extracting(Source::reference)
        .containsExactly("Procedure/p1", "Procedure/l2", "Procedure/l3");
    assertThat(seen.whyWithdrawn("plan/Procedure/l2"))
        .contains("the procedure is part of Procedure/p1");
  }

  @Test
  void parts_make_the_plan_of_a_whole_that_has_not_arrived_or_is_no_operation_itself() {
    Story parts =
        Story.candidate()
            .and(
                operation("a").partOf("Procedure/whole"),
                operation("b").partOf("Procedure/whole").during(null, null));

    assertThat(parts.on(TODAY).plan().key()).isEqualTo("plan/Procedure/whole");
    assertThat(parts.on(TODAY).onlyCase().procedure()).isEqualTo("Procedure/whole");
    Seen surgery =
        parts
            .and(procedure("whole").only(Given.SNOMED, "387713003").status("in-progress"))
            .on(TODAY);
    assertThat(surgery.plan().key()).isEqualTo("plan/Procedure/whole");
  }

  @Test
  void a_circle_of_parts_is_one_operation() {
    Seen seen =
        Story.candidate()
            .and(operation("b").partOf("Procedure/a"), operation("a").partOf("Procedure/b"))
            .on(TODAY);

    assertThat(seen.plan().key()).isEqualTo("plan/Procedure/a");
  }

  @Test
  void the_whole_says_how_far_the_operation_is() {
    Seen seen =
        TREATED
            .and(
                operation("p1").status("in-progress").during("2026-03-03T10:00", null),
                operation("part").partOf("Procedure/p1"))
            .on(TODAY);

    assertThat(seen.state()).isEqualTo(CaseState.IN_PROCEDURE);
    assertThat(seen.pathway().plans()).isEmpty();
  }

  @Test
  void a_procedure_that_is_sent_again_under_another_id_is_one_operation() {
    Story again =
        TREATED.and(
            operation("p1").identifier("urn:op|17"),
            operation("p2").identifier("urn:op|17").during("2026-03-03T10:05", null));

    assertThat(again.on(TODAY).plan().key()).isEqualTo("plan/Procedure/p1");
  }

  @Test
  void procedures_at_one_time_are_one_operation_as_when_every_level_is_billed_on_its_own() {
    Seen seen =
        TREATED
            .and(
                operation("p1").only(CPT, "22511"),
                operation("p2").only(CPT, "22512").at(Vertebra.L2),
                procedure("p3").at(Vertebra.L3).during("2026-03-03T10:30", "2026-03-03T11:30"))
            .on(TODAY);

    assertThat(seen.plan().key()).isEqualTo("plan/Procedure/p1");
    assertThat(seen.plan().levels()).containsExactly(Vertebra.L1, Vertebra.L2, Vertebra.L3);
    assertThat(seen.plan().procedureEnd()).isEqualTo(Given.time("2026-03-03T11:30"));
  }

  @Test
  void procedures_one_after_the_other_are_two_operations() {
    Seen seen =
        TREATED.and(procedure("p2").at(Vertebra.L1).during("2026-03-03T11:00", null)).on(TODAY);

    assertThat(seen.pathway().plans()).hasSize(2);
  }

  @Test
  void a_procedure_that_is_only_planned_for_that_time_is_another() {
    Seen seen = TREATED.and(operation("p2").status("preparation")).on(TODAY);

    assertThat(seen.plan().procedures()).hasSize(1);
  }

  @Test
  void a_level_that_was_given_up_is_not_treated() {
    Seen seen = TREATED.and(operation("p0").status("stopped").at(Vertebra.L2)).on(TODAY);

    assertThat(seen.state()).isEqualTo(CaseState.FOLLOW_UP);
    assertThat(seen.plan().levels()).containsExactly(Vertebra.L1);
  }

  @Test
  void plans_come_in_the_order_of_their_operations() {
    Seen seen =
        TREATED
            .and(procedure("p0").at(Vertebra.L1).during("2026-03-10T10:00", null))
            .on("2026-03-20");

    assertThat(seen.pathway().plans())
        .extracting(PlanOutcome::key)
        .containsExactly("plan/Procedure/p1", "plan/Procedure/p0");
  }

  @Test
  void a_procedure_without_a_time_that_is_sent_again_is_one_operation() {
    Seen seen =
        Story.of(
                fracture("c1"),
                procedure("p1").at(Vertebra.L1).stored("2026-03-03T12:00"),
                procedure("p2").at(Vertebra.L1).stored("2026-03-04T12:00"))
            .on("2026-03-20");

    assertThat(seen.plan().key()).isEqualTo("plan/Procedure/p1");
  }

  @Test
  void a_whole_that_was_entered_in_error_takes_its_parts_with_it() {
    Seen seen =
        TREATED
            .and(operation("p1").status("entered-in-error"), operation("l1").partOf("Procedure/p1"))
            .on(TODAY);

    assertThat(seen.pathway().plans()).isEmpty();
    assertThat(seen.whyWithdrawn("plan/Procedure/p1"))
        .contains("the procedure was entered in error");
  }
}
