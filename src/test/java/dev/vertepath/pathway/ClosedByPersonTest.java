package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.act;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.order;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.WorkStatus.CANCELLED;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What persons do to cases, and what that does to plans. */
class ClosedByPersonTest {
  private static final String LATER = "2026-03-20T12:00";
  private static final Story TREATED = Story.treated().and(pain("early", "5", "2026-03-04T15:00"));

  private static GivenProcedure procedure() {
    return operation("p1").because("Condition/c1").basedOn("ServiceRequest/s1").version(2);
  }

  @ParameterizedTest
  @CsvSource({
    "cancelled, , DECLINED",
    "rejected, , DECLINED",
    "in-progress, declined, DECLINED",
    "in-progress, closed, DECLINED",
    "in-progress, transferred, TRANSFERRED"
  })
  void a_person_closes_a_case(String status, @Nullable String business, CloseReason reason) {
    GivenAct closing = act("case/Condition/c1", status, "2026-02-20T09:00").by("Practitioner/3");
    if (business != null) {
      closing.businessStatus(business);
    }

    Seen seen = Story.candidate().and(closing.saying("goes elsewhere")).on(LATER);

    assertThat(seen.state()).isEqualTo(CaseState.CLOSED);
    assertThat(seen.onlyCase().closeReason()).isEqualTo(reason);
    assertThat(seen.onlyCase().closeNote()).isEqualTo("goes elsewhere");
    assertThat(seen.onlyCase().transitions().getLast().actor()).isEqualTo("Practitioner/3");
  }

  @Test
  void a_reason_that_says_transferred_is_a_transfer() {
    Seen seen =
        Story.candidate()
            .and(
                act("case/Condition/c1", "cancelled", "2026-02-20T09:00")
                    .saying("transferred to another hospital"))
            .on(LATER);

    assertThat(seen.onlyCase().closeReason()).isEqualTo(CloseReason.TRANSFERRED);
  }

  @Test
  void what_happens_later_opens_a_case_again_that_a_person_closed() {
    Story declined =
        Story.candidate().and(act("case/Condition/c1", "cancelled", "2026-02-20T09:00"));

    assertThat(
            declined
                .and(order("s1").because("Condition/c1").authored("2026-02-21T09:00"))
                .on(LATER)
                .state())
        .isEqualTo(CaseState.ORDERED);
    assertThat(
            declined
                .and(order("s1").because("Condition/c1").authored("2026-02-19T09:00"))
                .on(LATER)
                .state())
        .isEqualTo(CaseState.CLOSED);
  }

  @Test
  void a_plan_ends_when_persons_closed_every_case_that_it_is_for() {
    Seen seen =
        TREATED
            .and(act("case/Condition/c1", "cancelled", "2026-03-10T09:00").saying("moved away"))
            .on(LATER);

    assertThat(seen.plan().status()).isEqualTo(PlanOutcome.Status.REVOKED);
    assertThat(seen.plan().reason()).isEqualTo("the case was closed: moved away");
    assertThat(seen.activity("second-week-review").status()).isEqualTo(CANCELLED);
    Story two =
        TREATED.and(
            fracture("c2", Vertebra.L3).onset("2026-02-05"),
            procedure().at(Vertebra.L3),
            act("case/Condition/c1", "cancelled", "2026-03-10T09:00"));
    assertThat(two.on(LATER).plan().status()).isEqualTo(PlanOutcome.Status.ACTIVE);
  }

  @Test
  void a_person_completes_a_case_in_follow_up() {
    Seen seen = TREATED.and(act("case/Condition/c1", "completed", "2026-03-18T09:00")).on(LATER);

    assertThat(seen.state()).isEqualTo(CaseState.COMPLETED);
  }
}
