package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.SNOMED;
import static dev.vertepath.pathway.Given.act;
import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.observation;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Given.time;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a person ends the review of a red flag, and the plan waits for it. */
class RedFlagReviewTest {
  private static final String LATER = "2026-05-01T12:00";
  private static final String REVIEW = "red-flag-review/Observation/o";

  private static GivenObservation fever(String time) {
    return observation("o").coded(SNOMED, "386661006").on(time);
  }

  private static Seen treatedWith(Arrival<?>... arrivals) {
    return Story.treated().and(arrivals).on(LATER);
  }

  /** A review that the service has made, and that nobody has touched. */
  private static final GivenAct UNTOUCHED = act(REVIEW, "requested", "2026-03-06T15:01");

  @ParameterizedTest
  @CsvSource({
    "2026-03-06T15:00, 2026-03-06T23:59:59",
    "2026-03-06T00:00, 2026-03-06T23:59:59",
    "2026-03-29T01:30, 2026-03-29T23:59:59"
  })
  void the_review_is_due_the_same_day_of_the_facility(String at, String due) {
    assertThat(treatedWith(fever(at)).redFlag().due()).isEqualTo(time(due));
  }

  @Test
  void only_a_person_completes_the_review() {
    Seen later = treatedWith(fever("2026-03-06T15:00"), pain("after", "2", "2026-03-12T09:00"));
    Seen reviewed =
        treatedWith(
            fever("2026-03-06T15:00"),
            act(REVIEW, "completed", "2026-03-06T17:00").saying("a cold"));

    assertThat(later.redFlag().open()).isTrue();
    assertThat(reviewed.redFlag().review()).isEqualTo(WorkStatus.DONE_BY_PERSON);
    assertThat(reviewed.redFlag().reason()).isEqualTo("a cold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted", "in-progress"})
  void a_review_that_someone_has_taken_up_is_still_open(String status) {
    assertThat(
            treatedWith(fever("2026-03-06T15:00"), act(REVIEW, status, "2026-03-06T16:00"))
                .redFlag()
                .open())
        .isTrue();
  }

  @Test
  void the_machine_closes_no_plan_while_a_red_flag_is_open() {
    Story all = PlanTest.recovered().and(fever("2026-03-06T15:00"));

    assertThat(all.on(LATER).plan().status()).isEqualTo(PlanOutcome.Status.ACTIVE);
    assertThat(all.on(LATER).state()).isEqualTo(CaseState.FOLLOW_UP);
  }

  @Test
  void the_plan_is_completed_when_the_last_review_is() {
    Seen seen =
        PlanTest.recovered()
            .and(
                fever("2026-03-06T15:00"),
                act(REVIEW, "completed", "2026-04-10T09:00").by("Practitioner/3"))
            .on(LATER);

    assertThat(seen.plan().status()).isEqualTo(PlanOutcome.Status.COMPLETED);
    Transition last = seen.onlyCase().transitions().getLast();
    assertThat(last.effective()).isEqualTo(time("2026-04-10T09:00"));
    assertThat(last.actor()).isEqualTo("Practitioner/3");
  }

  @Test
  void a_person_may_complete_the_plan_with_a_red_flag_open() {
    Seen seen =
        treatedWith(fever("2026-03-06T15:00"), act("plan/Procedure/p1", "completed", "2026-04-15"));

    assertThat(seen.plan().status()).isEqualTo(PlanOutcome.Status.COMPLETED);
    assertThat(seen.redFlag().open()).isTrue();
  }

  @Test
  void a_red_flag_after_the_plan_was_completed_does_not_open_it_again() {
    Seen seen = PlanTest.recovered().and(fever("2026-04-08T15:00")).on(LATER);

    assertThat(seen.plan().status()).isEqualTo(PlanOutcome.Status.COMPLETED);
    assertThat(seen.redFlag().open()).isTrue();
  }

  @Test
  void a_review_that_took_longer_than_the_next_red_flag_waits_for_that_one_too() {
    Story story =
        PlanTest.recovered()
            .and(
                fever("2026-04-06T15:00"),
                act(REVIEW, "completed", "2026-04-09T09:00"),
                observation("o2").coded(SNOMED, "3424008").on("2026-04-08T15:00"));

    assertThat(story.on(LATER).plan().status()).isEqualTo(PlanOutcome.Status.ACTIVE);
    assertThat(
            story
                .and(act("red-flag-review/Observation/o2", "completed", "2026-04-08T17:00"))
                .on(LATER)
                .onlyCase()
                .transitions()
                .getLast()
                .effective())
        .isEqualTo(time("2026-04-09T09:00"));
  }

  static Stream<Arguments> taken_back() {
    return Stream.of(
        Arguments.of(fever("2026-03-06T15:00").status("entered-in-error"), "is entered-in-error"),
        Arguments.of(fever("2026-03-06T15:00").truth(false), "is recorded as absent"),
        Arguments.of(
            pain("o", "9", "2026-03-06T15:00").status("entered-in-error"), "is entered-in-error"),
        Arguments.of(pain("o", "4", "2026-03-06T15:00"), "record was corrected"));
  }

  @ParameterizedTest
  @MethodSource("taken_back")
  void a_review_whose_finding_is_taken_back_still_waits_for_a_person(
      GivenObservation finding, String why) {
    Story story = PlanTest.recovered().and(finding.version(2));

    Seen open = story.and(UNTOUCHED).on(LATER);
    assertThat(open.redFlag().open()).isTrue();
    assertThat(open.redFlag().reason()).endsWith(why);
    assertThat(open.plan().status()).isEqualTo(PlanOutcome.Status.ACTIVE);
    Seen closed = story.and(act(REVIEW, "completed", "2026-03-07")).on(LATER);
    assertThat(closed.redFlag().review()).isEqualTo(WorkStatus.DONE_BY_PERSON);
    assertThat(closed.plan().status()).isEqualTo(PlanOutcome.Status.COMPLETED);
    Seen never = story.on(LATER);
    assertThat(never.pathway().redFlags()).as("no review was ever made").isEmpty();
    assertThat(never.plan().status()).isEqualTo(PlanOutcome.Status.COMPLETED);
  }

  @Test
  void a_review_whose_finding_was_deleted_still_holds_the_plan() {
    Story story = PlanTest.recovered();

    assertThat(story.and(UNTOUCHED).on(LATER).plan().status()).isEqualTo(PlanOutcome.Status.ACTIVE);
    assertThat(story.and(act(REVIEW, "completed", "2026-03-07")).on(LATER).plan().status())
        .isEqualTo(PlanOutcome.Status.COMPLETED);
  }

  @Test
  void a_review_outlives_the_operation_that_was_entered_in_error() {
    Seen seen =
        treatedWith(
            operation("p1").status("entered-in-error"), fever("2026-03-06T15:00"), UNTOUCHED);

    assertThat(seen.redFlag().open()).isTrue();
    assertThat(seen.redFlag().plan()).isNull();
    assertThat(seen.redFlag().text()).isEqualTo("Red flag on 2026-03-06");
    assertThat(seen.redFlag().reason()).isEqualTo("the record was corrected");
  }

  @Test
  void a_finding_that_is_taken_back_says_what_became_of_it() {
    assertThat(
            treatedWith(fever("2026-03-06T15:00").status("entered-in-error")).whyWithdrawn(REVIEW))
        .contains("the finding is entered-in-error");
    assertThat(treatedWith(fever("2026-03-06T15:00").truth(false)).whyWithdrawn(REVIEW))
        .contains("the finding is recorded as absent");
    assertThat(
            treatedWith(
                    condition("x")
                        .coded(SNOMED, "59282003")
                        .onset("2026-03-06")
                        .verified("refuted"))
                .whyWithdrawn("red-flag/Condition/x/59282003"))
        .contains("the finding is refuted");
  }

  @Test
  void a_red_flag_of_one_operation_holds_no_plan_of_another() {
    Seen seen =
        PlanTest.recovered()
            .and(
                operation("p2").at(Vertebra.L3).during("2026-03-20T10:00", "2026-03-20T11:00"),
                fever("2026-03-22T15:00"),
                act(REVIEW, "accepted", "2026-03-22T16:00"))
            .on(LATER);

    assertThat(seen.redFlag().plan()).isEqualTo("plan/Procedure/p2");
    assertThat(seen.pathway().plans())
        .extracting(PlanOutcome::status)
        .containsExactly(PlanOutcome.Status.COMPLETED, PlanOutcome.Status.ACTIVE);
  }

  @Test
  void a_review_of_a_condition_that_is_refuted_waits_for_a_person_beside_another() {
    Seen seen =
        treatedWith(
            fever("2026-03-06T15:00"),
            condition("x")
                .coded(SNOMED, "59282003")
                .coded(Given.ICD, "I26.99")
                .coded(SNOMED, "161891005")
                .onset("2026-03-06")
                .verified("refuted"),
            act("red-flag-review/Condition/x", "requested", "2026-03-06T16:00"));

    assertThat(seen.pathway().redFlags())
        .extracting(RedFlag::key)
        .containsExactly(
            "red-flag/Condition/x/59282003",
            "red-flag/Condition/x/I26.99",
            "red-flag/Observation/o/386661006");
    assertThat(seen.pathway().redFlags().getFirst().reason()).isEqualTo("the finding is refuted");
  }
}
