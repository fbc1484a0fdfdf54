package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.order;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Given.patient;
import static dev.vertepath.pathway.Given.time;
import static dev.vertepath.pathway.WorkStatus.CANCELLED;
import static dev.vertepath.pathway.WorkStatus.DONE;
import static dev.vertepath.pathway.WorkStatus.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a correction, an end or a second fracture does to the work that is open. */
class ReconciliationTest {
  private static final String LATER = "2026-03-20T12:00";
  private static final Story TREATED = Story.treated().and(pain("early", "5", "2026-03-04T15:00"));

  private static GivenProcedure procedure() {
    return operation("p1").because("Condition/c1").basedOn("ServiceRequest/s1").version(2);
  }

  @Test
  void death_closes_the_case_and_ends_the_plan_and_what_is_open_in_it() {
    Seen seen = TREATED.and(patient().died("2026-03-10T04:00")).on(LATER);

    assertThat(seen.state()).isEqualTo(CaseState.CLOSED);
    assertThat(seen.onlyCase().closeReason()).isEqualTo(CloseReason.DIED);
    assertThat(seen.onlyCase().transitions().getLast().effective())
        .isEqualTo(time("2026-03-10T04:00"));
    assertThat(seen.plan().status()).isEqualTo(PlanOutcome.Status.REVOKED);
    assertThat(seen.plan().reason()).isEqualTo("the patient died");
    assertThat(seen.activity("early-check").status()).isEqualTo(DONE);
    assertThat(seen.activity("second-week-review").status()).isEqualTo(CANCELLED);
    assertThat(seen.activity("second-week-review").reason()).isEqualTo("the patient died");
    assertThat(seen.goal("pain-relief").cancelled()).isTrue();
  }

  @Test
  void death_cancels_the_evidence_that_is_still_wanted() {
    Seen seen = Story.of(fracture("c1"), patient().died("2026-02-20T04:00")).on(LATER);

    assertThat(seen.state()).isEqualTo(CaseState.CLOSED);
    assertThat(seen.request("pain-score").status()).isEqualTo(CANCELLED);
    assertThat(seen.request("pain-score").reason()).isEqualTo("the case is closed: died");
  }

  @Test
  void death_without_a_date_counts_from_when_it_was_recorded() {
    Seen seen = Story.of(fracture("c1"), patient().died(null).stored("2026-02-21T08:00")).on(LATER);

    assertThat(seen.onlyCase().transitions().getLast().effective())
        .isEqualTo(time("2026-02-21T08:00"));
  }

  @Test
  void nothing_that_arrives_after_a_death_opens_the_case_again() {
    Seen seen =
        Story.candidate()
            .and(
                patient().died("2026-02-20T04:00"),
                order("s1").because("Condition/c1").authored("2026-02-21"))
            .on(LATER);

    assertThat(seen.state()).isEqualTo(CaseState.CLOSED);
  }

  @Test
  void a_death_that_was_a_mistake_brings_everything_back() {
    Story dead = TREATED.and(patient().died("2026-03-10T04:00"));

    assertThat(dead.and(patient()).on(LATER)).isEqualTo(TREATED.on(LATER));
  }

  @Test
  void a_plan_that_was_completed_before_a_death_stays_completed() {
    Seen seen = PlanTest.recovered().and(patient().died("2026-05-10T04:00")).on("2026-06-01T12:00");

    assertThat(seen.plan().status()).isEqualTo(PlanOutcome.Status.COMPLETED);
    assertThat(seen.state()).isEqualTo(CaseState.COMPLETED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"entered-in-error", "refuted"})
  void a_fracture_in_error_closes_its_case(String verification) {
    Seen seen = Story.of(fracture("c1").status("").verified(verification)).on(LATER);

    assertThat(seen.state()).isEqualTo(CaseState.CLOSED);
    assertThat(seen.onlyCase().closeReason()).isEqualTo(CloseReason.ENTERED_IN_ERROR);
    assertThat(seen.onlyCase().closeNote())
        .isEqualTo("the fracture is recorded as " + verification);
    assertThat(seen.onlyCase().evidence())
        .filteredOn(e -> e.status() != DONE)
        .isNotEmpty()
        .allMatch(e -> e.status() == CANCELLED)
        .allMatch(e -> "the case is closed: entered-in-error".equals(e.reason()));
  }

  @Test
  void a_fracture_in_error_leaves_the_plan_for_what_was_done_but_not_the_work_for_its_cause() {
    Seen seen = TREATED.and(fracture("c1").verified("entered-in-error")).on(LATER);

    assertThat(seen.state()).isEqualTo(CaseState.CLOSED);
    assertThat(seen.plan().status()).isEqualTo(PlanOutcome.Status.ACTIVE);
    assertThat(seen.activities()).doesNotContain("bone-health-evaluation");
    assertThat(seen.whyWithdrawn("follow-up/Procedure/p1/bone-health-evaluation")).isPresent();
    assertThat(seen.warnings()).contains("level-without-fracture");
  }

  @Test
  void a_procedure_in_error_takes_the_plan_and_its_work_back_and_leaves_the_order() {
    Seen seen = TREATED.and(procedure().status("entered-in-error")).on(LATER);

    assertThat(seen.pathway().plans()).isEmpty();
    assertThat(seen.state()).isEqualTo(CaseState.ORDERED);
    for (String key :
        new String[] {
          "plan/Procedure/p1", "follow-up/Procedure/p1/early-check", "goal/Procedure/p1/mobility"
        }) {
      assertThat(seen.whyWithdrawn(key)).contains("the procedure was entered in error");
    }
  }

  @Test
  void a_procedure_in_error_that_was_sent_again_under_another_id_gives_way_to_it() {
    Seen seen =
        TREATED
            .and(
                procedure().identifier("urn:op|17").status("entered-in-error"),
                operation("p2").identifier("urn:op|17").because("Condition/c1"))
            .on(LATER);

    assertThat(seen.plan().key()).isEqualTo("plan/Procedure/p2");
    assertThat(seen.whyWithdrawn("plan/Procedure/p1"))
        .contains("the procedure was entered in error");
  }

  @Test
  void a_corrected_time_moves_every_window() {
    Story corrected = TREATED.and(procedure().during("2026-03-05T10:00", "2026-03-05T11:00"));

    Seen seen = corrected.on(LATER);
    assertThat(seen.plan().key()).isEqualTo("plan/Procedure/p1");
    assertThat(seen.activity("early-check").window())
        .isEqualTo(new Window(time("2026-03-06T11:00"), time("2026-03-07T11:00")));
    assertThat(seen.activity("early-check").status())
        .as("the score of 4 March is no longer of the window")
        .isEqualTo(OPEN);
    assertThat(seen.onlyCase().transitions().getLast().effective())
        .isEqualTo(time("2026-03-05T11:00"));
  }

  @ParameterizedTest
  @CsvSource({"stopped, the procedure was stopped", "not-done, the procedure was not done"})
  void an_operation_that_did_not_come_to_its_end_leaves_no_plan(String status, String reason) {
    Seen seen =
        TREATED.and(procedure().status(status).statusReason("the patient was unwell")).on(LATER);

    assertThat(seen.pathway().plans()).isEmpty();
    assertThat(seen.state()).isEqualTo(CaseState.ORDERED);
    assertThat(seen.whyWithdrawn("plan/Procedure/p1"))
        .contains(reason + ": the patient was unwell");
    assertThat(seen.whyWithdrawn("follow-up/Procedure/p1/recovery-review"))
        .contains(reason + ": the patient was unwell");
  }

  @Test
  void a_stopped_operation_was_begun_and_shows_in_the_course_of_the_case() {
    Seen seen = TREATED.and(procedure().status("stopped")).on(LATER);

    assertThat(seen.states())
        .endsWith(CaseState.ORDERED, CaseState.IN_PROCEDURE, CaseState.ORDERED);
    assertThat(seen.wanted()).as("candidacy is asked for again").isEmpty();
  }

  @Test
  void a_second_fracture_is_a_case_of_its_own_and_touches_neither_the_first_nor_its_plan() {
    Seen first = TREATED.on(LATER);
    Seen seen =
        TREATED
            .and(fracture("c2", Vertebra.T12).onset("2026-03-15").recorded("2026-03-16"))
            .on(LATER);

    assertThat(seen.plan()).isEqualTo(first.plan());
    assertThat(seen.caseOf("Condition/c1").state()).isEqualTo(CaseState.FOLLOW_UP);
    assertThat(seen.caseOf("Condition/c2").state()).isEqualTo(CaseState.AWAITING_EVIDENCE);
    assertThat(seen.caseOf("Condition/c2").verdict().criteria())
        .filteredOn(r -> r.criterion().code().equals("marrow-oedema"))
        .extracting(CriterionResult::status)
        .as("the imaging was of the first")
        .containsExactly(CriterionResult.Status.UNKNOWN);
  }

  @Test
  void a_second_fracture_of_the_same_vertebra_is_not_the_one_that_was_treated() {
    Seen seen = TREATED.and(fracture("c2").onset("2026-03-15").recorded("2026-03-16")).on(LATER);

    assertThat(seen.plan().fractures()).containsExactly("Condition/c1");
    assertThat(seen.caseOf("Condition/c2").state()).isEqualTo(CaseState.AWAITING_EVIDENCE);
  }

  @Test
  void a_second_operation_serves_the_fracture_that_is_not_yet_treated() {
    Seen seen =
        TREATED
            .and(
                fracture("c2").onset("2026-03-08").recorded("2026-03-09"),
                operation("p2").during("2026-03-15T10:00", "2026-03-15T11:00"))
            .on(LATER);

    assertThat(seen.caseOf("Condition/c2").procedure()).isEqualTo("Procedure/p2");
    assertThat(seen.caseOf("Condition/c1").procedure()).isEqualTo("Procedure/p1");
  }

  @Test
  void a_fracture_that_resolves_closes_an_ordered_case() {
    Seen seen =
        Story.candidate()
            .and(
                order("s1").because("Condition/c1"),
                fracture("c1").status("resolved").abated("2026-03-01"))
            .on(LATER);

    assertThat(seen.state()).isEqualTo(CaseState.CLOSED);
    assertThat(seen.onlyCase().closeReason()).isEqualTo(CloseReason.RESOLVED);
    assertThat(seen.onlyCase().transitions().getLast().effective()).isEqualTo(time("2026-03-01"));
  }

  @Test
  void a_condition_that_turns_out_to_be_something_else_takes_its_case_with_it() {
    Seen seen = Story.of(condition("c1").coded(Given.ICD, "M54.6").version(2)).on(LATER);

    assertThat(seen.pathway().cases()).isEmpty();
  }

  @Test
  void an_order_that_is_revoked_takes_the_case_back_to_its_verdict() {
    Seen seen = Story.candidate().and(order("s1").status("revoked")).on("2026-02-20");

    assertThat(seen.state()).isEqualTo(CaseState.CANDIDATE);
    assertThat(seen.states()).doesNotContain(CaseState.ORDERED);
  }
}
