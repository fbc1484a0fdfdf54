package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.act;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Given.procedure;
import static dev.vertepath.pathway.Given.time;
import static dev.vertepath.pathway.WorkStatus.CANCELLED;
import static dev.vertepath.pathway.WorkStatus.DONE;
import static dev.vertepath.pathway.WorkStatus.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.pathway.ActivityDefinition.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a plan comes to its end, and what it has to do with its cases. */
class PlanTest {
  private static final String LATER = "2026-05-01T12:00";
  private static final Story TREATED = Story.treated();
  private static final String KEY = "follow-up/Procedure/p1/";

  private static Seen treatedWith(Arrival<?>... arrivals) {
    return TREATED.and(arrivals).on(LATER);
  }

  /** All of the default plan is done: three scores, and bone health by a person. */
  static Story recovered() {
    return TREATED.and(
        pain("early", "5", "2026-03-04T15:00"),
        pain("week-2", "3", "2026-03-12T09:00"),
        act(KEY + "bone-health-evaluation", "completed", "2026-03-25T09:00"),
        pain("week-5", "2", "2026-04-07T09:00"));
  }

  @Test
  void the_plan_and_the_case_are_completed_when_the_closing_review_and_all_else_is_done() {
    Seen seen = recovered().on(LATER);

    assertThat(seen.plan().status()).isEqualTo(PlanOutcome.Status.COMPLETED);
    assertThat(seen.plan().activities())
        .extracting(ActivityOutcome::status)
        .doesNotContain(OPEN, CANCELLED);
    assertThat(seen.state()).isEqualTo(CaseState.COMPLETED);
    Transition last = seen.onlyCase().transitions().getLast();
    assertThat(last.effective()).isEqualTo(time("2026-04-07T09:00"));
    assertThat(last.cause().reference()).isEqualTo("Observation/week-5");
  }

  @Test
  void the_plan_stays_open_while_anything_is_left_to_do() {
    Seen seen = recovered().without(KEY + "bone-health-evaluation").on(LATER);

    assertThat(seen.plan().status()).isEqualTo(PlanOutcome.Status.ACTIVE);
    assertThat(seen.state()).isEqualTo(CaseState.FOLLOW_UP);
  }

  @Test
  void the_plan_is_not_completed_by_reviews_alone_when_the_closing_one_is_cancelled() {
    Seen seen =
        recovered()
            .without("Observation/week-5")
            .and(act(KEY + "recovery-review", "cancelled", "2026-04-15T09:00"))
            .on(LATER);

    assertThat(seen.plan().status()).isEqualTo(PlanOutcome.Status.ACTIVE);
  }

  @Test
  void a_person_may_complete_hold_or_revoke_the_plan() {
    Seen completed =
        treatedWith(act("plan/Procedure/p1", "completed", "2026-04-01T09:00").by("Practitioner/3"));
    Seen held =
        treatedWith(act("plan/Procedure/p1", "on-hold", "2026-04-01T09:00").saying("abroad"));
    Seen revoked =
        treatedWith(act("plan/Procedure/p1", "revoked", "2026-04-01T09:00").saying("moved away"));

    assertThat(completed.plan().status()).isEqualTo(PlanOutcome.Status.COMPLETED);
    assertThat(completed.state()).isEqualTo(CaseState.COMPLETED);
    assertThat(completed.onlyCase().transitions().getLast().actor()).isEqualTo("Practitioner/3");
    assertThat(completed.activity("early-check").status()).isEqualTo(CANCELLED);
    assertThat(completed.activity("early-check").reason()).isEqualTo("the plan was completed");
    assertThat(held.plan().status()).isEqualTo(PlanOutcome.Status.ON_HOLD);
    assertThat(held.plan().reason()).isEqualTo("abroad");
    assertThat(held.activity("early-check").status()).isEqualTo(OPEN);
    assertThat(revoked.plan().status()).isEqualTo(PlanOutcome.Status.REVOKED);
    assertThat(revoked.activity("early-check").reason()).isEqualTo("moved away");
    assertThat(revoked.state()).isEqualTo(CaseState.CLOSED);
    assertThat(revoked.onlyCase().closeReason()).isEqualTo(CloseReason.DECLINED);
  }

  @Test
  void an_operation_without_a_fracture_has_a_plan_all_the_same() {
    Seen seen = Story.of(operation("p1")).on(LATER);

    assertThat(seen.activities())
        .containsExactly(
            "bed-rest",
            "early-check",
            "avoid-strenuous-activity",
            "second-week-review",
            "recovery-review");
  }

  @Test
  void two_operations_have_two_plans_and_the_case_follows_the_later() {
    Seen seen =
        recovered()
            .and(
                operation("p2")
                    .because("Condition/c1")
                    .during("2026-04-20T10:00", "2026-04-20T11:00"))
            .on(LATER);

    assertThat(seen.pathway().plans())
        .extracting(PlanOutcome::status)
        .containsExactly(PlanOutcome.Status.COMPLETED, PlanOutcome.Status.ACTIVE);
    assertThat(seen.state()).isEqualTo(CaseState.FOLLOW_UP);
    assertThat(seen.onlyCase().procedure()).isEqualTo("Procedure/p2");
  }

  @Test
  void a_fracture_that_heals_during_the_plan_is_followed_to_its_end() {
    assertThat(treatedWith(fracture("c1").status("resolved").abated("2026-04-20")).state())
        .as("the case is followed to its end though the fracture has healed")
        .isEqualTo(CaseState.FOLLOW_UP);
  }

  @Test
  void a_service_whose_window_ends_last_is_no_closing_review() {
    FollowUpProtocol shipped = Protocols.vertebroplastyFollowUp();
    var late =
        new ActivityDefinition(
            "dental-check",
            "Look at the teeth",
            List.of(),
            Resource.TASK,
            ActivityDefinition.Kind.SERVICE,
            Duration.ZERO,
            Duration.ofDays(90),
            Set.of(),
            false);
    var activities = new ArrayList<>(shipped.activities());
    activities.add(late);
    var longer =
        new FollowUpProtocol(
            shipped.url(),
            "2.0.0",
            shipped.title(),
            activities,
            shipped.goals(),
            shipped.redFlagsFor(),
            shipped.painRise());

    Seen seen =
        TREATED
            .followedBy(longer)
            .and(act(KEY + "recovery-review", "completed", "2026-03-20T09:00"))
            .on(LATER);

    assertThat(seen.activity("avoid-strenuous-activity").status())
        .as("the closing review is done")
        .isEqualTo(DONE);
  }

  @Test
  void a_plan_that_is_completed_completes_the_cases_that_it_is_for() {
    Seen seen =
        recovered()
            .and(
                fracture("c2", Vertebra.L3).onset("2026-03-06"),
                procedure("p2")
                    .because("Condition/c2")
                    .at(Vertebra.L3)
                    .during("2026-03-10T10:00", "2026-03-10T11:00"))
            .on(LATER);

    assertThat(seen.caseOf("Condition/c1").state()).isEqualTo(CaseState.COMPLETED);
    assertThat(seen.caseOf("Condition/c2").state()).isEqualTo(CaseState.FOLLOW_UP);
  }
}
