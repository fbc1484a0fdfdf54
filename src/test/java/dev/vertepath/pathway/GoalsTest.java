package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.act;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Given.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.pathway.GoalOutcome.Achievement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalsTest {
  private static final String LATER = "2026-05-01T12:00";

  private static Seen treatedWith(Arrival<?>... arrivals) {
    return Story.treated().and(arrivals).on(LATER);
  }

  @Test
  void a_plan_has_goals_for_pain_mobility_and_return_to_activity() {
    assertThat(treatedWith().plan().goals())
        .extracting(GoalOutcome::key)
        .containsExactly(
            "goal/Procedure/p1/pain-relief",
            "goal/Procedure/p1/mobility",
            "goal/Procedure/p1/return-to-activity");
    assertThat(treatedWith().plan().goals())
        .extracting(GoalOutcome::due)
        .containsOnly(time("2026-04-14T12:00"));
  }

  @Test
  void the_baseline_is_the_last_score_before_the_operation() {
    GoalOutcome goal =
        treatedWith(
                pain("before", "8", "2026-02-16T09:00"),
                pain("last", "7", "2026-03-03T09:59"),
                pain("during", "9", "2026-03-03T10:00"))
            .goal("pain-relief");

    assertThat(goal.baseline()).isEqualByComparingTo("7");
    assertThat(goal.baselineSource()).extracting(Source::reference).isEqualTo("Observation/last");
    assertThat(goal.latest()).as("a score during the operation is neither").isNull();
  }

  @ParameterizedTest
  @CsvSource({"10, 8", "8, 6", "7, 5", "6.6, 4.62", "5, 3.5", "4, 2.8", "1, 0.7", "0, 0"})
  void the_target_is_two_points_or_thirty_percent_whichever_asks_for_less(
      String baseline, String target) {
    GoalOutcome goal = treatedWith(pain("before", baseline, "2026-02-20")).goal("pain-relief");

    assertThat(goal.target()).isEqualByComparingTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 6, ACHIEVED",
    "8, 6.1, IMPROVING",
    "8, 8, NO_CHANGE",
    "8, 8.0, NO_CHANGE",
    "8, 9, WORSENING",
    "5, 3.5, ACHIEVED",
    "5, 3.6, IMPROVING",
    "5, 3, ACHIEVED"
  })
  void pain_relief_is_measured_against_the_baseline(
      String baseline, String latest, Achievement expected) {
    GoalOutcome goal =
        treatedWith(pain("before", baseline, "2026-02-20"), pain("after", latest, "2026-03-12"))
            .goal("pain-relief");

    assertThat(goal.achievement()).isEqualTo(expected);
    assertThat(goal.latestSource()).extracting(Source::reference).isEqualTo("Observation/after");
  }

  @Test
  void the_newest_score_after_the_operation_counts() {
    GoalOutcome goal =
        treatedWith(pain("a", "3", "2026-03-12T09:00"), pain("b", "7.5", "2026-04-01T09:00"))
            .goal("pain-relief");

    assertThat(goal.latest()).isEqualByComparingTo("7.5");
    assertThat(goal.achievement()).isEqualTo(Achievement.IMPROVING);
  }

  @Test
  void a_score_after_the_plan_has_ended_is_none_of_it() {
    assertThat(treatedWith(pain("a", "3", "2026-04-14T12:01")).goal("pain-relief").achievement())
        .isEqualTo(Achievement.IN_PROGRESS);
    assertThat(treatedWith(pain("a", "3", "2026-04-14T12:00")).goal("pain-relief").achievement())
        .isEqualTo(Achievement.ACHIEVED);
  }

  @Test
  void a_goal_without_a_baseline_or_a_later_score_is_in_progress() {
    Story noBaseline =
        Story.treated().without("Observation/before").and(pain("a", "3", "2026-03-12"));

    assertThat(noBaseline.on(LATER).goal("pain-relief").achievement())
        .isEqualTo(Achievement.IN_PROGRESS);
    assertThat(noBaseline.on(LATER).goal("pain-relief").target()).isNull();
    assertThat(treatedWith().goal("pain-relief").achievement()).isEqualTo(Achievement.IN_PROGRESS);
  }

  @Test
  void goals_without_a_score_are_for_a_person_to_judge() {
    GoalOutcome mobility = PlanTest.recovered().on(LATER).goal("mobility");

    assertThat(mobility.achievement()).isEqualTo(Achievement.IN_PROGRESS);
    assertThat(mobility.baseline()).isNull();
    assertThat(mobility.cancelled()).isFalse();
  }

  @Test
  void pain_that_has_not_fallen_enough_is_not_achieved_when_the_plan_is_completed() {
    Seen seen = PlanTest.recovered().and(pain("week-5", "7", "2026-04-07T09:00")).on(LATER);
    Seen closed =
        treatedWith(
            pain("after", "7", "2026-03-12T09:00"),
            act("plan/Procedure/p1", "completed", "2026-04-15T09:00"));

    assertThat(closed.goal("pain-relief").achievement()).isEqualTo(Achievement.NOT_ACHIEVED);
    assertThat(seen.plan().status())
        .as("pain that rises again is a red flag, and the plan waits for a person")
        .isEqualTo(PlanOutcome.Status.ACTIVE);
  }

  @Test
  void goals_are_cancelled_with_a_plan_that_is_revoked() {
    assertThat(treatedWith(act("plan/Procedure/p1", "revoked", "2026-03-10")).plan().goals())
        .extracting(GoalOutcome::cancelled)
        .containsOnly(true);
  }

  @Test
  void the_baseline_moves_with_a_corrected_time_of_the_operation() {
    Seen seen =
        treatedWith(
            operation("p1").because("Condition/c1").during("2026-02-16T08:00", "2026-02-16T08:30"));

    assertThat(seen.goal("pain-relief").baseline()).isNull();
    assertThat(seen.goal("pain-relief").latest()).isEqualByComparingTo("8");
  }
}
