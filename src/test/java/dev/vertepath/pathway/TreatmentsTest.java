package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.SNOMED;
import static dev.vertepath.pathway.Given.act;
import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Given.patient;
import static dev.vertepath.pathway.Given.time;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a registry counts of an operation; the one of the story ended on 3 March at eleven. */
class TreatmentsTest {
  private static final String OURS = "https://vertepath.dev/fhir/CodeSystem/complication";
  private static final String LATER = "2026-06-01T09:00";

  private static Treatment of(Story story) {
    return story.on(LATER).pathway().treatments().getFirst();
  }

  private static Treatment.Review review(Treatment treatment, String code) {
    return treatment.reviews().stream()
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static Story with(GivenProcedure operation) {
    return Story.treated().and(operation.because("Condition/c1").basedOn("ServiceRequest/s1"));
  }

  @Test
  void a_treatment_names_its_cases_levels_and_the_last_score_before_it() {
    Treatment treatment = of(Story.treated().and(pain("late", "3", "2026-03-10T09:00")));

    assertThat(treatment.cases()).containsExactly("case/Condition/c1");
    assertThat(treatment.causes()).containsExactly(Cause.OSTEOPOROTIC);
    assertThat(treatment.levels()).containsExactly(Vertebra.L1);
    assertThat(treatment.painBefore()).isEqualByComparingTo("8");
    assertThat(treatment.began()).isEqualTo(time("2026-03-03T10:00"));
    assertThat(treatment.ended()).isEqualTo(time("2026-03-03T11:00"));
    assertThat(treatment.stopped()).isNull();
  }

  @Test
  void reviews_have_the_first_score_of_their_window_and_no_other() {
    Treatment treatment =
        of(
            Story.treated()
                .and(
                    pain("before-the-window", "6", "2026-03-04T10:59"),
                    pain("first", "5", "2026-03-04T11:00"),
                    pain("second", "4", "2026-03-05T11:00"),
                    pain("after", "3", "2026-03-05T11:01")));

    assertThat(review(treatment, "early-check").pain()).isEqualByComparingTo("5");
    assertThat(review(treatment, "early-check").done()).isTrue();
    assertThat(review(treatment, "second-week-review").pain()).isNull();
    assertThat(review(treatment, "second-week-review").done()).isFalse();
    assertThat(treatment.reviews())
        .extracting(Treatment.Review::code)
        .containsExactly("early-check", "second-week-review", "recovery-review");
  }

  @Test
  void what_a_person_completed_is_done_without_a_score() {
    Treatment treatment =
        of(
            Story.treated()
                .and(act("follow-up/Procedure/p1/early-check", "completed", "2026-03-06T09:00")));

    assertThat(review(treatment, "early-check").done()).isTrue();
    assertThat(review(treatment, "early-check").pain()).isNull();
  }

  @Test
  void a_death_stops_the_follow_up() {
    assertThat(of(Story.treated().and(patient().died("2026-03-20T04:00"))).stopped())
        .isEqualTo(time("2026-03-20T04:00"));
  }

  @Test
  void a_person_who_closes_the_case_or_revokes_the_plan_stops_it() {
    assertThat(
            of(Story.treated().and(act("case/Condition/c1", "cancelled", "2026-03-21T09:00")))
                .stopped())
        .isEqualTo(time("2026-03-21T09:00"));
    assertThat(
            of(Story.treated().and(act("plan/Procedure/p1", "revoked", "2026-03-22T09:00")))
                .stopped())
        .isEqualTo(time("2026-03-22T09:00"));
  }

  @Test
  void a_case_that_was_closed_before_the_operation_stops_nothing() {
    assertThat(
            of(Story.treated().and(act("case/Condition/c1", "cancelled", "2026-02-20T09:00")))
                .stopped())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    OURS + ",cement-leakage-symptomatic,CEMENT_LEAKAGE_SYMPTOMATIC",
    OURS + ",cement-leakage-asymptomatic,CEMENT_LEAKAGE_ASYMPTOMATIC",
    OURS + ",cement-leakage,CEMENT_LEAKAGE",
    OURS + ",cement-embolism,EMBOLISM",
    SNOMED + ",59282003,EMBOLISM",
    SNOMED + ",58126003,INFECTION",
    SNOMED + ",110265006,BLEEDING",
    SNOMED + ",71286001,NEUROLOGICAL",
    SNOMED + ",213299007,PAIN",
    SNOMED + ",116224001,OTHER",
    "https://hospital.example/codes,what-nobody-knows,OTHER",
  })
  void complications_of_the_procedure_are_of_a_kind(String system, String code, Complication kind) {
    assertThat(of(with(operation("p1").complication(system, code))).complications())
        .containsExactly(kind);
  }

  @Test
  void a_condition_counts_from_the_start_of_the_operation_to_the_end_of_the_last_window() {
    // The last window ends six weeks after eleven o'clock, a clock hour later in summer.
    assertThat(infectionOn("2026-03-03T09:59")).isEmpty();
    assertThat(infectionOn("2026-03-03T10:00")).containsExactly(Complication.INFECTION);
    assertThat(infectionOn("2026-04-14T12:00")).containsExactly(Complication.INFECTION);
    assertThat(infectionOn("2026-04-14T12:01")).isEmpty();
  }

  private static Set<Complication> infectionOn(String onset) {
    return of(Story.treated().and(condition("i").coded(SNOMED, "58126003").onset(onset)))
        .complications();
  }

  @Test
  void a_condition_that_was_refuted_or_has_no_date_counts_for_nothing() {
    assertThat(
            of(Story.treated()
                    .and(
                        condition("i")
                            .coded(SNOMED, "58126003")
                            .onset("2026-03-05T09:00")
                            .verified("refuted")))
                .complications())
        .isEmpty();
    assertThat(
            of(Story.treated()
                    .and(
                        condition("i")
                            .coded(SNOMED, "58126003")
                            .onset(null)
                            .recorded(null)
                            .firstStored("2026-03-05T09:00")))
                .complications())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "T12,2026-03-20T09:00,true",
    "L2,2026-03-20T09:00,true",
    "L3,2026-03-20T09:00,false",
    "T12,2026-03-01T09:00,false",
    "T12,2026-07-20T09:00,false",
  })
  void a_new_fracture_next_to_what_was_treated_is_a_complication(
      Vertebra level, String onset, boolean counts) {
    Treatment treatment =
        of(Story.treated().and(fracture("c2", level).onset(onset).recorded(onset)));

    assertThat(treatment.complications().contains(Complication.ADJACENT_FRACTURE))
        .isEqualTo(counts);
  }

  @Test
  void what_follows_a_second_operation_is_not_the_firsts() {
    Story story =
        Story.treated()
            .and(
                operation("p2")
                    .because("Condition/c1")
                    .during("2026-03-20T10:00", "2026-03-20T11:00"),
                condition("i").coded(SNOMED, "58126003").onset("2026-03-25T09:00"));

    assertThat(story.on(LATER).pathway().treatments())
        .extracting(one -> one.procedure() + " " + one.complications())
        .containsExactly("Procedure/p1 []", "Procedure/p2 [INFECTION]");
  }

  @Test
  void an_operation_that_was_stopped_is_no_treatment() {
    assertThat(with(operation("p1").status("stopped")).on(LATER).pathway().treatments()).isEmpty();
  }

  @Test
  void an_operation_without_a_known_fracture_has_no_case() {
    Treatment treatment =
        Story.of(patient(), operation("p1")).on(LATER).pathway().treatments().getFirst();

    assertThat(treatment.cases()).isEmpty();
    assertThat(treatment.painBefore()).isNull();
    assertThat(treatment.levels()).containsExactly(Vertebra.L1);
  }

  @Test
  void a_score_keeps_its_decimals() {
    assertThat(of(Story.treated().and(pain("before", "7.5", "2026-02-16T09:00"))).painBefore())
        .isEqualByComparingTo(new BigDecimal("7.5"));
  }
}
