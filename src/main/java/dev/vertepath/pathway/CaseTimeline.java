package dev.vertepath.pathway;

import dev.vertepath.pathway.CaseEvent.Kind;
import dev.vertepath.pathway.Operation.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one fracture: the events of its case, told by the facts as they are now.
 *
 * @param orders those that serve the fracture
 * @param operations those that serve the fracture, the earliest first
 * @param appointments those for such an order, or for the fracture itself
 * @param plans the plans of these operations
 */
record CaseTimeline(
    Chart chart,
    Fracture fracture,
    Acts acts,
    List<OrderFact> orders,
    List<Operation> operations,
    List<AppointmentFact> appointments,
    List<PlannedFollowUp> plans) {
  private static final Set<String> BOOKED = Set.of("booked", "arrived", "checked-in", "fulfilled");

  /** Whether an Appointment is booked, or was kept. */
  static boolean booked(AppointmentFact appointment) {
    return BOOKED.contains(appointment.status());
  }

  /** The events that no rule of candidacy is needed for. */
  List<CaseEvent> events() {
    var events = new ArrayList<CaseEvent>();
    for (OrderFact order : orders) {
      events.add(CaseEvent.of(order.authoredOn(), Kind.ORDERED, order.source(), order.requester()));
    }
    for (AppointmentFact appointment : appointments) {
      events.add(CaseEvent.of(appointment.bookedAt(), Kind.BOOKED, appointment.source(), null));
    }
    operations.forEach(operation -> add(operation, events));
    plans.forEach(plan -> add(plan, events));
    Act act = acts.closing(fracture.caseKey());
    if (act != null) {
      events.add(CaseEvent.closed(act));
    }
    Act done = acts.on(fracture.caseKey());
    if (done != null && done.status().equals("completed")) {
      events.add(CaseEvent.of(done.at(), Kind.FOLLOWED_UP, done.source(), done.actor()));
    }
    addEnds(events);
    return events;
  }

  private void add(Operation operation, List<CaseEvent> events) {
    Source source = operation.source();
    switch (operation.status()) {
      case PREPARED ->
          events.add(
              CaseEvent.of(
                  earlier(operation.from(), source.recorded()), Kind.BOOKED, source, null));
      case NOT_DONE -> events.add(givenUp(operation, source.recorded()));
      case STOPPED -> {
        events.add(CaseEvent.of(operation.from(), Kind.BEGUN, source, null));
        events.add(givenUp(operation, operation.to()));
      }
      case RUNNING -> events.add(CaseEvent.of(operation.from(), Kind.BEGUN, source, null));
      case COMPLETED -> {
        if (operation.from().isBefore(operation.to())) {
          events.add(CaseEvent.of(operation.from(), Kind.BEGUN, source, null));
        }
        events.add(CaseEvent.of(operation.to(), Kind.TREATED, source, null));
      }
      case ENTERED_IN_ERROR -> {}
    }
  }

  /** What is left of the way when an operation did not take place: a booking, an order, nothing. */
  private CaseEvent givenUp(Operation operation, Instant at) {
    boolean booked =
        appointments.stream()
            .map(AppointmentFact::start)
            .filter(Objects::nonNull)
            .anyMatch(start -> start.isAfter(at));
    boolean ordered =
        orders.stream().anyMatch(o -> Orders.stands(o) && !o.authoredOn().isAfter(at));
    CaseState left = booked ? CaseState.SCHEDULED : ordered ? CaseState.ORDERED : null;
    return CaseEvent.givenUp(at, operation.source(), left);
  }

  private void add(PlannedFollowUp plan, List<CaseEvent> events) {
    boolean latest = plan.operation().equals(treatment());
    PlannedFollowUp.Completion completion = plan.completion();
    if (completion != null && latest) {
      events.add(
          CaseEvent.of(completion.at(), Kind.FOLLOWED_UP, completion.cause(), completion.actor()));
    }
    Act revoked = plan.revokedByPerson();
    if (revoked != null && latest) {
      events.add(CaseEvent.closed(revoked));
    }
  }

  private void addEnds(List<CaseEvent> events) {
    Source source = fracture.condition().source();
    PersonFact person = chart.facts().person();
    if (person != null && person.deceased()) {
      Instant at = person.deceasedAt();
      events.add(
          CaseEvent.ended(
              at == null ? person.source().recorded() : at,
              Kind.ENDED,
              person.source(),
              CloseReason.DIED,
              "the patient died"));
    }
    Instant abatement = fracture.condition().abatement();
    if (fracture.over(chart.now()) && operations.stream().noneMatch(Operation::decided)) {
      events.add(
          CaseEvent.ended(
              abatement == null ? source.recorded() : abatement,
              Kind.ENDED,
              source,
              CloseReason.RESOLVED,
              "the fracture is recorded as " + fracture.condition().clinicalStatus()));
    }
    if (fracture.wrong()) {
      events.add(
          CaseEvent.ended(
              source.recorded(),
              Kind.ENTERED_IN_ERROR,
              source,
              CloseReason.ENTERED_IN_ERROR,
              "the fracture is recorded as " + fracture.condition().verificationStatus()));
    }
  }

  /** The last operation that was completed. */
  @Nullable Operation treatment() {
    return operations.stream()
        .filter(Operation::completed)
        .max(Comparator.comparing(Operation::to).thenComparing(Operation::root))
        .orElse(null);
  }

  /** The operation to name for the case: the last completed, else the one that is furthest. */
  @Nullable Operation procedure() {
    Operation treatment = treatment();
    return treatment != null
        ? treatment
        : operations.stream()
            .filter(o -> o.status() == Status.RUNNING || o.status() == Status.PREPARED)
            .max(Comparator.comparing(Operation::decided).thenComparing(Operation::root))
            .orElse(null);
  }

  /** Candidacy is judged as of now, and no later than the operation or the death. */
  Instant judgedAt() {
    Instant at = chart.now();
    for (Operation operation : operations) {
      at = operation.decided() ? earlier(at, operation.from()) : at;
    }
    PersonFact person = chart.facts().person();
    Instant death = person == null || !person.deceased() ? null : person.deceasedAt();
    return death == null ? at : earlier(at, death);
  }

  private static Instant earlier(Instant some, Instant other) {
    return some.isBefore(other) ? some : other;
  }
}
