package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.SNOMED;
import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.finding;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.order;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Given.patient;
import static dev.vertepath.pathway.Given.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ListAssert;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The steps of a case: when, to which state, and which version caused it. */
class CaseCourseTest {

  private static ListAssert<Tuple> steps(Seen seen) {
    return assertThat(
        seen.onlyCase().transitions().stream()
            .map(t -> tuple(t.to(), t.effective(), t.cause().versioned()))
            .toList());
  }

  private static Tuple step(CaseState to, String time, String cause) {
    return tuple(to, time(time), cause);
  }

  private static final Tuple OPENED =
      step(CaseState.AWAITING_EVIDENCE, "2026-02-03", "Condition/c1/_history/1");

  @Test
  void a_case_opens_when_its_fracture_was_recorded() {
    steps(Story.of(fracture("c1")).on("2026-02-20")).containsExactly(OPENED);
    steps(Story.of(fracture("c1").recorded(null).stored("2026-02-04T08:00")).on("2026-02-20"))
        .containsExactly(
            step(CaseState.AWAITING_EVIDENCE, "2026-02-04T08:00", "Condition/c1/_history/1"));
    GivenCondition again = fracture("c1").recorded(null).firstStored("2026-02-04T08:00");
    steps(Story.of(again.version(2).stored("2026-02-10T08:00")).on("2026-02-20"))
        .as("a later version does not move it")
        .containsExactly(
            step(CaseState.AWAITING_EVIDENCE, "2026-02-04T08:00", "Condition/c1/_history/2"));
  }

  @Test
  void the_evidence_that_turned_the_verdict_is_the_cause() {
    Story story =
        Story.candidate()
            .and(
                finding("marrow-oedema", true, "2026-02-17T09:00").version(2),
                pain("low", "3", "2026-02-18T09:00"),
                condition("i").coded(SNOMED, "203241002").recorded("2026-02-19T09:00"));

    steps(story.on("2026-02-20"))
        .containsExactly(
            OPENED,
            step(CaseState.CANDIDATE, "2026-02-17T09:00", "Observation/marrow-oedema/_history/2"),
            step(CaseState.NOT_INDICATED, "2026-02-18T09:00", "Observation/low/_history/1"),
            step(CaseState.CONTRAINDICATED, "2026-02-19T09:00", "Condition/i/_history/1"));
  }

  @Test
  void a_caution_is_never_the_cause() {
    Story story =
        Story.candidate()
            .and(
                finding("cement-allergy", false, "2026-02-17T09:00"),
                finding("neurological-deficit", true, "2026-02-17T09:00"));

    steps(story.on("2026-02-20"))
        .endsWith(
            step(CaseState.CANDIDATE, "2026-02-17T09:00", "Observation/cement-allergy/_history/1"));
  }

  @Test
  void evidence_that_grows_too_old_turns_the_verdict_at_that_moment() {
    steps(Story.candidate().on("2026-03-20"))
        .containsExactly(
            OPENED,
            step(CaseState.CANDIDATE, "2026-02-16T09:00", "Observation/before/_history/1"),
            step(CaseState.AWAITING_EVIDENCE, "2026-03-18T09:00", "Observation/before/_history/1"));
    steps(Story.candidate().judgedBy(Protocols.candidacySevereEarlyPain()).on("2026-02-24"))
        .endsWith(
            step(
                CaseState.AWAITING_EVIDENCE,
                "2026-02-23T09:00",
                "Observation/marrow-oedema/_history/1"));
  }

  @Test
  void a_fracture_that_grows_too_old_turns_the_verdict_at_that_moment() {
    Story story =
        Story.candidate()
            .and(
                finding("marrow-oedema", true, "2026-03-12"),
                pain("recent", "8", "2026-03-12T09:00"))
            .judgedBy(Protocols.candidacySevereEarlyPain());

    steps(story.on("2026-03-17"))
        .endsWith(step(CaseState.NOT_INDICATED, "2026-03-16T00:00", "Condition/c1/_history/1"));
  }

  @Test
  void a_birthday_turns_the_verdict() {
    Story story =
        Story.candidate()
            .and(patient().born("1965-02-18"))
            .judgedBy(Protocols.candidacySevereEarlyPain());

    steps(story.on("2026-02-20"))
        .endsWith(
            step(CaseState.NOT_INDICATED, "2026-02-03", "Condition/c1/_history/1"),
            step(CaseState.CANDIDATE, "2026-02-18T00:00", "Patient/1/_history/1"));
  }

  @Test
  void a_neighbouring_fracture_turns_the_verdict_while_it_lasts() {
    Story story =
        Story.candidate()
            .judgedBy(Protocols.candidacySevereEarlyPain())
            .and(
                fracture("c2", Vertebra.L2, Vertebra.L3)
                    .onset("2026-02-17")
                    .status("resolved")
                    .abated("2026-02-19"));

    assertThat(story.on("2026-02-16T12:00").caseOf("Condition/c1").state())
        .isEqualTo(CaseState.CANDIDATE);
    assertThat(story.on("2026-02-20").caseOf("Condition/c1").transitions())
        .extracting(Transition::to, Transition::effective)
        .endsWith(
            tuple(CaseState.CANDIDATE, time("2026-02-16T09:00")),
            tuple(CaseState.NOT_INDICATED, time("2026-02-17")),
            tuple(CaseState.CANDIDATE, time("2026-02-19")));
  }

  @Test
  void what_is_found_after_the_operation_is_none_of_the_verdict() {
    Seen seen =
        Story.treated()
            .and(
                pain("low", "1", "2026-03-04T15:00"),
                condition("i").coded(SNOMED, "203241002").recorded("2026-03-05"))
            .on("2026-03-10");

    assertThat(seen.verdict()).isEqualTo(Verdict.Outcome.MEETS_CRITERIA_FOR_SPECIALIST_REVIEW);
    assertThat(seen.states()).doesNotContain(CaseState.CONTRAINDICATED, CaseState.NOT_INDICATED);
  }

  @Test
  void what_is_found_after_an_operation_that_was_stopped_counts() {
    Seen seen =
        Story.candidate()
            .and(
                operation("p1").status("stopped"),
                condition("i").coded(SNOMED, "203241002").recorded("2026-03-05"))
            .on("2026-03-10");

    assertThat(seen.state()).isEqualTo(CaseState.CONTRAINDICATED);
  }

  @Test
  void what_is_found_after_the_death_is_none_of_the_verdict() {
    Seen seen =
        Story.candidate()
            .and(
                patient().died("2026-02-20"),
                condition("i").coded(SNOMED, "203241002").recorded("2026-02-21"))
            .on("2026-03-10");

    assertThat(seen.verdict()).isEqualTo(Verdict.Outcome.MEETS_CRITERIA_FOR_SPECIALIST_REVIEW);
  }

  @Test
  void a_case_names_the_operation_that_is_planned_or_under_way_but_none_that_was_given_up() {
    assertThat(procedure("preparation")).isEqualTo("Procedure/p1");
    assertThat(procedure("in-progress")).isEqualTo("Procedure/p1");
    assertThat(procedure("not-done")).isNull();
    assertThat(procedure("stopped")).isNull();
    assertThat(
            Story.candidate()
                .and(
                    operation("p1").status("in-progress"),
                    operation("p2").status("preparation").during("2026-03-20T10:00", null))
                .on("2026-03-04")
                .onlyCase()
                .procedure())
        .isEqualTo("Procedure/p1");
  }

  private static @Nullable String procedure(String status) {
    return Story.candidate()
        .and(operation("p1").status(status))
        .on("2026-03-04")
        .onlyCase()
        .procedure();
  }

  @Test
  void the_rule_of_a_step_is_the_protocol_or_the_record() {
    assertThat(Story.candidate().and(order("s1").because("Condition/c1")).on("2026-02-20"))
        .extracting(seen -> seen.onlyCase().transitions())
        .asInstanceOf(InstanceOfAssertFactories.list(Transition.class))
        .extracting(Transition::rule)
        .containsExactly(
            Protocols.candidacyDefault().url() + "|1.0.0",
            Protocols.candidacyDefault().url() + "|1.0.0",
            "record");
  }
}
