package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.ICD;
import static dev.vertepath.pathway.Given.act;
import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Given.time;
import static dev.vertepath.pathway.WorkStatus.DONE;
import static dev.vertepath.pathway.WorkStatus.DONE_BY_PERSON;
import static dev.vertepath.pathway.WorkStatus.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.pathway.ActivityDefinition.Resource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The activities after an operation that ended on 3 March at eleven, and what completes them. */
class FollowUpTest {
  private static final String LATER = "2026-05-01T12:00";
  private static final Story TREATED = Story.treated();
  private static final String KEY = "follow-up/Procedure/p1/";

  private static Seen treatedWith(Arrival<?>... arrivals) {
    return TREATED.and(arrivals).on(LATER);
  }

  private static GivenProcedure until(String end) {
    return operation("p1")
        .because("Condition/c1")
        .basedOn("ServiceRequest/s1")
        .during("2026-03-01T10:00", end);
  }

  @ParameterizedTest
  @CsvSource({
    "bed-rest, 2026-03-03T11:00, 2026-03-03T14:00, TASK",
    "early-check, 2026-03-04T11:00, 2026-03-05T11:00, TASK",
    "avoid-strenuous-activity, 2026-03-03T11:00, 2026-03-31T12:00, COMMUNICATION_REQUEST",
    "second-week-review, 2026-03-10T11:00, 2026-03-17T11:00, TASK",
    "bone-health-evaluation, 2026-03-03T11:00, 2026-04-14T12:00, SERVICE_REQUEST_WITH_TASK",
    "recovery-review, 2026-03-31T12:00, 2026-04-14T12:00, TASK"
  })
  void every_activity_has_its_window_from_the_end_of_the_operation(
      String code, String start, String end, Resource resource) {
    ActivityOutcome activity = treatedWith().activity(code);

    assertThat(activity.window()).isEqualTo(new Window(time(start), time(end)));
    assertThat(activity.definition().resource()).isEqualTo(resource);
    assertThat(activity.key()).isEqualTo(KEY + code);
    assertThat(activity.status()).isEqualTo(OPEN);
    assertThat(activity.definition().title()).isNotBlank();
  }

  @Test
  void the_plan_ends_with_its_last_window() {
    assertThat(treatedWith().plan().end()).isEqualTo(time("2026-04-14T12:00"));
  }

  @Test
  void a_window_lasts_as_long_over_a_change_of_the_clock() {
    Seen seen = treatedWith(until("2026-03-28T10:00"));

    assertThat(seen.activity("early-check").window())
        .as("the clock goes forward on 29 March")
        .isEqualTo(new Window(time("2026-03-29T11:00"), time("2026-03-30T11:00")));
  }

  @ParameterizedTest
  @CsvSource({
    "M80.08XA, true, false",
    "M84.58XA, false, true",
    "S32.010A, false, false",
    "M48.56XA, false, false"
  })
  void asks_for_bone_health_or_oncology_only_by_the_cause(
      String code, boolean boneHealth, boolean oncology) {
    Seen seen = treatedWith(condition("c1").coded(ICD, code).at(Vertebra.L1).onset("2026-02-02"));

    assertThat(seen.activities().contains("bone-health-evaluation")).isEqualTo(boneHealth);
    assertThat(seen.activities().contains("oncology-review")).isEqualTo(oncology);
    assertThat(seen.whyWithdrawn(KEY + "bone-health-evaluation").isPresent())
        .isEqualTo(!boneHealth);
    assertThat(seen.whyWithdrawn(KEY + "oncology-review").isPresent()).isEqualTo(!oncology);
  }

  @Test
  void oncology_looks_within_two_weeks() {
    Seen seen =
        treatedWith(condition("c1").coded(ICD, "M84.58XA").at(Vertebra.L1).onset("2026-02-02"));

    assertThat(seen.activity("oncology-review").window())
        .isEqualTo(new Window(time("2026-03-03T11:00"), time("2026-03-17T11:00")));
  }

  @Test
  void asks_for_both_when_the_operation_served_fractures_of_both_causes() {
    Seen seen =
        treatedWith(
            condition("c2").coded(ICD, "M84.58XA").at(Vertebra.L3).onset("2026-02-02"),
            until("2026-03-03T11:00").at(Vertebra.L3));

    assertThat(seen.activities()).contains("bone-health-evaluation", "oncology-review");
  }

  @Test
  void the_registry_protocol_adds_three_six_and_twelve_months() {
    Seen seen = TREATED.followedBy(Protocols.registryFollowUp()).on(LATER);

    assertThat(seen.activities()).containsAll(treatedWith().activities());
    assertThat(days(seen, "review-3-months")).containsExactly(83L, 97L);
    assertThat(days(seen, "review-6-months")).containsExactly(173L, 187L);
    assertThat(days(seen, "review-12-months")).containsExactly(351L, 379L);
    assertThat(seen.plan().protocol().url())
        .isEqualTo("https://vertepath.dev/fhir/PlanDefinition/registry-follow-up");
  }

  private static Iterable<Long> days(Seen seen, String code) {
    Window window = seen.activity(code).window();
    return List.of(
        Duration.between(seen.plan().procedureEnd(), window.start()).toDays(),
        Duration.between(seen.plan().procedureEnd(), window.end()).toDays());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-04T10:59, OPEN",
    "2026-03-04T11:00, DONE",
    "2026-03-05T11:00, DONE",
    "2026-03-05T11:01, OPEN"
  })
  void a_pain_score_in_the_window_completes_the_task_and_is_its_output(
      String at, WorkStatus expected) {
    ActivityOutcome check = treatedWith(pain("after", "4", at).version(2)).activity("early-check");

    assertThat(check.status()).isEqualTo(expected);
    if (expected == DONE) {
      assertThat(check.output())
          .extracting(Source::versioned)
          .isEqualTo("Observation/after/_history/2");
    } else {
      assertThat(check.output()).isNull();
    }
  }

  @Test
  void the_first_score_in_the_window_completes_it() {
    Seen seen =
        treatedWith(
            pain("second", "3", "2026-03-05T10:00"), pain("first", "4", "2026-03-04T15:00"));

    assertThat(seen.activity("early-check").output())
        .extracting(Source::reference)
        .isEqualTo("Observation/first");
  }

  @Test
  void a_score_of_one_window_completes_no_other_task() {
    Seen seen = treatedWith(pain("after", "4", "2026-03-12T09:00"));

    assertThat(seen.activity("second-week-review").status()).isEqualTo(DONE);
    assertThat(seen.activity("early-check").status()).isEqualTo(OPEN);
    assertThat(seen.activity("recovery-review").status()).isEqualTo(OPEN);
    assertThat(seen.activity("bone-health-evaluation").status()).isEqualTo(OPEN);
  }

  @Test
  void a_score_in_error_completes_nothing() {
    assertThat(
            treatedWith(pain("after", "4", "2026-03-12T09:00").status("entered-in-error"))
                .activity("second-week-review")
                .status())
        .isEqualTo(OPEN);
  }

  @Test
  void late_work_stays_open_and_can_still_be_done_by_a_person() {
    Seen late =
        treatedWith(act(KEY + "early-check", "completed", "2026-03-20T09:00").by("Practitioner/3"));

    assertThat(treatedWith().activity("early-check").status()).isEqualTo(OPEN);
    assertThat(late.activity("early-check").status()).isEqualTo(DONE_BY_PERSON);
  }

  @ParameterizedTest
  @CsvSource({
    "completed, DONE_BY_PERSON",
    "cancelled, CANCELLED_BY_PERSON",
    "rejected, CANCELLED_BY_PERSON",
    "failed, CANCELLED_BY_PERSON",
    "entered-in-error, CANCELLED_BY_PERSON",
    "revoked, CANCELLED_BY_PERSON",
    "accepted, OPEN",
    "in-progress, OPEN",
    "on-hold, OPEN"
  })
  void the_word_of_a_person_stands(String status, WorkStatus expected) {
    ActivityOutcome review =
        treatedWith(act(KEY + "early-check", status, "2026-03-06T09:00").saying("no answer"))
            .activity("early-check");

    assertThat(review.status()).isEqualTo(expected);
    assertThat(review.reason()).isEqualTo(expected == OPEN ? null : "no answer");
  }

  @Test
  void the_word_of_a_person_stands_over_a_score_in_the_window() {
    Seen seen =
        treatedWith(
            pain("after", "4", "2026-03-04T15:00"),
            act(KEY + "early-check", "cancelled", "2026-03-06T09:00"));

    assertThat(seen.activity("early-check").status()).isEqualTo(WorkStatus.CANCELLED_BY_PERSON);
  }

  @Test
  void advice_ends_when_a_review_is_done_after_its_window() {
    Seen early = treatedWith(pain("a", "4", "2026-03-04T15:00"));
    Seen recovery = treatedWith(pain("b", "2", "2026-04-01T15:00"));

    assertThat(early.activity("bed-rest").status()).isEqualTo(DONE);
    assertThat(early.activity("bed-rest").reason()).isEqualTo("its time has passed");
    assertThat(early.activity("avoid-strenuous-activity").status()).isEqualTo(OPEN);
    assertThat(recovery.activity("avoid-strenuous-activity").status()).isEqualTo(DONE);
  }

  @Test
  void advice_ends_with_the_closing_review_even_when_that_comes_early() {
    Seen seen = treatedWith(act(KEY + "recovery-review", "completed", "2026-03-20T09:00"));

    assertThat(seen.activity("avoid-strenuous-activity").status()).isEqualTo(DONE);
  }

  @Test
  void names_only_codes_that_the_seed_holds() {
    assertThat(Protocols.registryFollowUp().activities())
        .flatExtracting(ActivityDefinition::snomed)
        .isNotEmpty()
        .allMatch(Seed.CODES::knows);
  }

  @Test
  void advice_does_not_end_with_anything_but_a_review() {
    Seen seen = treatedWith(act(KEY + "bone-health-evaluation", "completed", "2026-04-10T09:00"));

    assertThat(seen.activity("bed-rest").status()).isEqualTo(OPEN);
  }

  @Test
  void a_person_moves_a_window_and_a_score_in_it_counts() {
    GivenAct moved =
        act(KEY + "early-check", "requested", "2026-03-04T09:00")
            .movedTo("2026-03-05T09:00", "2026-03-08T18:00");

    Seen seen = treatedWith(moved, pain("after", "4", "2026-03-07T09:00"));

    assertThat(seen.activity("early-check").window())
        .isEqualTo(new Window(time("2026-03-05T09:00"), time("2026-03-08T18:00")));
    assertThat(seen.activity("early-check").status()).isEqualTo(DONE);
  }
}
