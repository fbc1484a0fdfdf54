package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.act;
import static dev.vertepath.pathway.Given.appointment;
import static dev.vertepath.pathway.Given.finding;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.observation;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.order;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Given.patient;
import static dev.vertepath.pathway.Given.procedure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same facts, in any order and any number of times, give the same answer. */
class SameFactsSameAnswerTest {
  private static final String LATER = "2026-05-01T12:00";

  /** The course of one case in seven arrivals: each moves something. */
  private static final List<Arrival<?>> COURSE = course("");

  private static List<Arrival<?>> course(String id) {
    return List.of(
        fracture("c" + id),
        pain("before" + id, "8", "2026-02-16T09:00"),
        observation("mri" + id)
            .coded(Given.FINDING, "marrow-oedema")
            .truth(true)
            .because("Condition/c" + id),
        order("s" + id).because("Condition/c" + id).saying("cannot be mobilised"),
        operation("p" + id).because("Condition/c" + id).basedOn("ServiceRequest/s" + id),
        observation("fever" + id).coded(Given.SNOMED, "386661006").on("2026-03-05T08:00"),
        pain("after" + id, "3", "2026-03-12T09:00"));
  }

  /** More than that: two fractures, several procedures, ties, persons, and things in error. */
  private static final List<Arrival<?>> ALL =
      List.of(
          patient(),
          fracture("c1").identifier("urn:problems|1"),
          fracture("c1-again").identifier("urn:problems|1"),
          fracture("c2", Vertebra.L3).onset("2026-02-05"),
          fracture("c3", Vertebra.T12).onset(null).recorded(null).stored("2026-02-07"),
          pain("a", "8", "2026-02-16T09:00"),
          pain("b", "6", "2026-02-16T09:00"),
          finding("active-infection", true, "2026-02-16T09:00"),
          observation("denied")
              .coded(Given.FINDING, "active-infection")
              .truth(false)
              .on("2026-02-16T09:00"),
          order("s1").because("Condition/c1-again"),
          order("s2").at(Vertebra.L3).authored("2026-02-18T10:00"),
          appointment("a1").basedOn("ServiceRequest/s1"),
          operation("p1").basedOn("ServiceRequest/s1"),
          procedure("p2").at(Vertebra.L3).during("2026-03-03T10:30", "2026-03-03T11:30"),
          procedure("p3").during("2026-03-03T12:00", "2026-03-03T13:00"),
          procedure("p4").at(Vertebra.L1).during("2026-03-03T12:00", null).status("stopped"),
          pain("early", "3", "2026-03-04T15:00"),
          pain("rising", "7", "2026-03-06T15:00"),
          act("red-flag-review/Observation/rising", "completed", "2026-03-06T17:00"),
          act("follow-up/Procedure/p1/early-check", "cancelled", "2026-03-06T17:00"));

  @Test
  void in_every_order() {
    PatientPathway expected = Story.of(COURSE).on(LATER).pathway();

    int orders = 0;
    for (List<Arrival<?>> order : permutations(COURSE)) {
      assertThat(Story.of(order).on(LATER).pathway()).isEqualTo(expected);
      orders++;
    }
    assertThat(orders).isEqualTo(5040);
  }

  @Test
  void after_every_step_of_every_order() {
    Map<Set<Arrival<?>>, PatientPathway> answers = new HashMap<>();
    for (List<Arrival<?>> order : permutations(COURSE.subList(0, 6))) {
      for (int step = 1; step <= order.size(); step++) {
        List<Arrival<?>> arrived = order.subList(0, step);
        PatientPathway answer = Story.of(arrived).on(LATER).pathway();
        PatientPathway before = answers.putIfAbsent(new HashSet<>(arrived), answer);
        assertThat(before == null ? answer : before).isEqualTo(answer);
      }
    }
    assertThat(answers).hasSize(63);
  }

  @Test
  void with_every_arrival_repeated() {
    PatientPathway expected = Story.of(COURSE).on(LATER).pathway();

    for (Arrival<?> again : COURSE) {
      var twice = new ArrayList<>(COURSE);
      twice.addFirst(again);
      twice.addLast(again);
      assertThat(Story.of(twice).on(LATER).pathway()).isEqualTo(expected);
    }
  }

  @Test
  void when_all_of_it_is_sent_again_and_stored_under_new_ids() {
    PatientPathway once = Story.of(COURSE).on(LATER).pathway();
    var twice = new ArrayList<>(COURSE);
    twice.addAll(course("-2"));

    PatientPathway again = Story.of(twice).on(LATER).pathway();

    assertThat(again.cases()).isEqualTo(once.cases());
    assertThat(again.redFlags()).isEqualTo(once.redFlags());
    assertThat(again.plans())
        .extracting(PlanOutcome::key, PlanOutcome::activities, PlanOutcome::goals)
        .containsExactlyElementsOf(
            once.plans().stream().map(p -> tuple(p.key(), p.activities(), p.goals())).toList());
    assertThat(again.warnings())
        .extracting(Warning::key)
        .containsExactlyElementsOf(once.warnings().stream().map(Warning::key).toList());
  }

  @Test
  void in_a_thousand_orders_of_a_tangled_record() {
    PatientPathway expected = Story.of(ALL).on(LATER).pathway();
    var random = new Random(20260303);
    var shuffled = new ArrayList<>(ALL);

    for (int i = 0; i < 1000; i++) {
      Collections.shuffle(shuffled, random);
      assertThat(Story.of(shuffled).on(LATER).pathway()).isEqualTo(expected);
    }
  }

  /** The tangled record has what it should, lest the test above prove nothing. */
  @Test
  void the_tangled_record_has_a_bit_of_everything() {
    Seen seen = Story.of(ALL).on(LATER);

    assertThat(seen.pathway().cases())
        .extracting(c -> c.fracture().reference())
        .containsExactly("Condition/c1", "Condition/c2", "Condition/c3");
    assertThat(seen.pathway().plans())
        .extracting(PlanOutcome::key)
        .containsExactly("plan/Procedure/p1", "plan/Procedure/p3");
    assertThat(seen.redFlag().review()).isEqualTo(WorkStatus.DONE_BY_PERSON);
    assertThat(seen.warnings()).contains("ordered-against-verdict", "procedure-without-order");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-17T12:00, 2026-02-17T12:01",
    "2026-02-17T12:00, 2026-03-02T23:59",
    "2026-03-05T12:00, 2026-03-11T12:00",
    "2026-04-02T00:00, 2027-04-02T00:00"
  })
  void whenever_it_is_asked_for_while_nothing_has_grown_old(String now, String later) {
    Story told = now.startsWith("2026-02") ? Story.candidate() : Story.of(COURSE);

    assertThat(told.on(later)).isEqualTo(told.on(now));
  }

  @Test
  void even_when_the_dates_lie_ahead() {
    Story ahead =
        Story.of(fracture("c1").onset(null).recorded("2026-02-25").stored("2026-02-10T08:00"));

    assertThat(ahead.on("2026-02-12")).isEqualTo(ahead.on("2026-02-11"));
  }

  @Test
  void the_state_of_a_case_that_nobody_has_ordered_is_its_verdict() {
    for (int day = 3; day <= 28; day++) {
      Seen seen = Story.candidate().on("2026-02-%02dT18:00".formatted(day));

      assertThat(seen.state() == CaseState.CANDIDATE)
          .isEqualTo(seen.verdict() == Verdict.Outcome.MEETS_CRITERIA_FOR_SPECIALIST_REVIEW);
      assertThat(seen.onlyCase().transitions().getLast().to()).isEqualTo(seen.state());
    }
  }

  private static List<List<Arrival<?>>> permutations(List<Arrival<?>> of) {
    if (of.isEmpty()) {
      return List.of(List.of());
    }
    var all = new ArrayList<List<Arrival<?>>>();
    for (int i = 0; i < of.size(); i++) {
      var rest = new ArrayList<>(of);
      Arrival<?> first = rest.remove(i);
      for (List<Arrival<?>> order : permutations(rest)) {
        var permutation = new ArrayList<Arrival<?>>();
        permutation.add(first);
        permutation.addAll(order);
        all.add(permutation);
      }
    }
    return all;
  }
}
