package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.finding;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.order;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Given.patient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What arrived for one patient, and the pathway that follows from it. */
final class Story {
  private final List<Arrival<?>> arrivals;
  private final CandidacyProtocol candidacy;
  private final FollowUpProtocol followUp;

  private Story(List<Arrival<?>> arrivals, CandidacyProtocol candidacy, FollowUpProtocol followUp) {
    this.arrivals = arrivals;
    this.candidacy = candidacy;
    this.followUp = followUp;
  }

  static Story of(List<Arrival<?>> arrivals) {
    return new Story(
        List.copyOf(arrivals), Protocols.candidacyDefault(), Protocols.vertebroplastyFollowUp());
  }

  static Story of(Arrival<?>... arrivals) {
    return of(List.of(arrivals));
  }

  /** A woman of 77 with an osteoporotic fracture of L1 for whom every criterion is met. */
  static Story candidate() {
    return of(
        patient(),
        fracture("c1"),
        pain("before", "8", "2026-02-16T09:00"),
        finding("site-tenderness", true, "2026-02-16T09:00"),
        finding("marrow-oedema", true, "2026-02-16T09:00"),
        finding("conservative-treatment-failed", true, "2026-02-16T09:00"),
        finding("active-infection", false, "2026-02-16T09:00"),
        finding("uncorrected-coagulopathy", false, "2026-02-16T09:00"),
        finding("cement-allergy", false, "2026-02-16T09:00"));
  }

  /** The candidate, ordered on 18 February and treated on 3 March from ten to eleven. */
  static Story treated() {
    return candidate()
        .and(
            order("s1").because("Condition/c1"),
            operation("p1").because("Condition/c1").basedOn("ServiceRequest/s1"));
  }

  /** Adds what arrives; what arrives under the same reference takes the place of what was there. */
  Story and(Arrival<?>... more) {
    var all = new ArrayList<>(arrivals);
    for (Arrival<?> arrival : more) {
      all.removeIf(a -> a.reference.equals(arrival.reference));
      all.add(arrival);
    }
    return new Story(List.copyOf(all), candidacy, followUp);
  }

  Story without(String reference) {
    var all = new ArrayList<>(arrivals);
    if (!all.removeIf(a -> a.reference.equals(reference))) {
      throw new IllegalArgumentException(reference + " is not in the story");
    }
    return new Story(List.copyOf(all), candidacy, followUp);
  }

  Story judgedBy(CandidacyProtocol protocol) {
    return new Story(arrivals, protocol, followUp);
  }

  Story followedBy(FollowUpProtocol protocol) {
    return new Story(arrivals, candidacy, protocol);
  }

  List<Arrival<?>> arrivals() {
    return arrivals;
  }

  /** The pathway as it stands at that time of the facility. */
  Seen on(String time) {
    return new Seen(new Pathway(candidacy, followUp, Given.ZONE).unfold(facts(), Given.time(time)));
  }

  PatientFacts facts() {
    List<Object> facts = arrivals.stream().map(Arrival::fact).map(Object.class::cast).toList();
    Map<String, Act> acts = new HashMap<>();
    for (Arrival<?> arrival : arrivals) {
      if (arrival.fact() instanceof Act act) {
        acts.put(arrival.reference, act);
      }
    }
    return new PatientFacts(
        "Patient/1",
        of(facts, PersonFact.class).stream().findFirst().orElse(null),
        of(facts, ConditionFact.class),
        of(facts, ObservationFact.class),
        of(facts, AllergyFact.class),
        of(facts, ProcedureFact.class),
        of(facts, OrderFact.class),
        of(facts, AppointmentFact.class),
        acts);
  }

  private static <T> List<T> of(List<Object> facts, Class<T> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
