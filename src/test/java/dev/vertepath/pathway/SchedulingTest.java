package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.appointment;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.order;
import static dev.vertepath.pathway.Given.procedure;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bookings, and operations that are planned or not done. */
class SchedulingTest {
  private static final String TODAY = "2026-02-25T12:00";
  private static final Story CANDIDATE = Story.candidate();

  private static GivenOrder forTheFracture() {
    return order("s1").because("Condition/c1");
  }

  private static CaseState state(Arrival<?>... arrivals) {
    return CANDIDATE.and(arrivals).on(TODAY).state();
  }

  @ParameterizedTest
  @CsvSource({
    "booked, SCHEDULED",
    "arrived, SCHEDULED",
    "checked-in, SCHEDULED",
    "fulfilled, SCHEDULED",
    "proposed, ORDERED",
    "pending, ORDERED",
    "waitlist, ORDERED",
    "cancelled, ORDERED",
    "noshow, ORDERED",
    "entered-in-error, ORDERED"
  })
  void a_booked_appointment_for_the_order_schedules(String status, CaseState expected) {
    assertThat(
            state(forTheFracture(), appointment("a1").basedOn("ServiceRequest/s1").status(status)))
        .isEqualTo(expected);
  }

  @Test
  void an_appointment_for_the_fracture_schedules_when_it_is_for_the_operation() {
    GivenAppointment visit = appointment("a1").because("Condition/c1");
    assertThat(state(visit)).isEqualTo(CaseState.CANDIDATE);

    assertThat(state(visit.coded(Given.PROCEDURE, "vertebroplasty")))
        .isEqualTo(CaseState.SCHEDULED);
  }

  @Test
  void a_procedure_in_preparation_schedules() {
    Seen seen =
        CANDIDATE
            .and(forTheFracture(), operation("p1").status("preparation").stored("2026-02-21T08:00"))
            .on(TODAY);

    assertThat(seen.state()).isEqualTo(CaseState.SCHEDULED);
    assertThat(seen.onlyCase().procedure()).isEqualTo("Procedure/p1");
    assertThat(seen.onlyCase().transitions().getLast().effective())
        .as("when it was planned, not when it shall be")
        .isEqualTo(Given.time("2026-02-21T08:00"));
    assertThat(seen.pathway().plans()).isEmpty();
  }

  @Test
  void an_operation_not_done_leaves_the_booking_the_order_or_the_verdict() {
    GivenProcedure notDone =
        procedure("p1").at(Vertebra.L1).status("not-done").stored("2026-02-22T08:00");
    GivenAppointment next =
        appointment("a1").basedOn("ServiceRequest/s1").start("2026-03-03T10:00");
    GivenAppointment past =
        appointment("a1").basedOn("ServiceRequest/s1").start("2026-02-22T07:00");

    assertThat(state(forTheFracture(), next, notDone)).isEqualTo(CaseState.SCHEDULED);
    assertThat(state(forTheFracture(), past, notDone)).isEqualTo(CaseState.ORDERED);
    assertThat(state(forTheFracture(), notDone)).isEqualTo(CaseState.ORDERED);
    assertThat(state(forTheFracture().status("completed"), notDone))
        .as("an order that is used up asks for nothing")
        .isEqualTo(CaseState.CANDIDATE);
    assertThat(state(forTheFracture().status("revoked"), notDone)).isEqualTo(CaseState.CANDIDATE);
  }
}
