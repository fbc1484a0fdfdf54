package dev.vertepath.pathway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Facts in one order and each once, so that neither the order of arrival nor a repetition shows in
 * the answer. What says the same as another resource is a copy: the first by reference stands, and
 * whoever refers to the copy means it.
 */
final class CanonicalFacts {
  private static final Source ANY = new Source("", 0, Instant.EPOCH);

  /** For each resource the one that stands for what it says. */
  private final Map<String, String> standing = new HashMap<>();

  private CanonicalFacts() {}

  static PatientFacts of(PatientFacts facts) {
    return new CanonicalFacts().canonical(facts);
  }

  private PatientFacts canonical(PatientFacts facts) {
    List<ConditionFact> conditions =
        once(facts.conditions(), ConditionFact::source, CanonicalFacts::said);
    List<ObservationFact> observations =
        facts.observations().stream().filter(CanonicalFacts::concerns).map(this::meant).toList();
    List<OrderFact> orders =
        once(
            facts.orders().stream().map(this::meant).toList(),
            OrderFact::source,
            o -> said(o, ANY, o.reasons()));
    return new PatientFacts(
        facts.patient(),
        facts.person(),
        conditions,
        once(observations, ObservationFact::source, o -> said(o, ANY, o.focus())),
        once(facts.allergies(), AllergyFact::source, a -> a),
        once(
            facts.procedures().stream().map(p -> said(p, p.source())).toList(),
            ProcedureFact::source,
            p -> said(p, ANY)),
        orders,
        once(
            facts.appointments().stream().map(this::meant).toList(),
            AppointmentFact::source,
            a -> a),
        facts.acts());
  }

  /** A patient may have thousands of Observations; nearly all are none of the pathway's. */
  private static boolean concerns(ObservationFact o) {
    return Stream.concat(o.codes().stream(), o.valueCodes().stream()).anyMatch(Seed.CODES::knows);
  }

  private <T> List<T> once(List<T> facts, Function<T, Source> source, Function<T, T> said) {
    Comparator<T> byReference = Comparator.comparing(f -> source.apply(f).reference());
    Map<T, T> first = new LinkedHashMap<>();
    facts.stream()
        .sorted(byReference.thenComparingLong(f -> source.apply(f).version()))
        .forEach(
            fact -> {
              T stands = first.computeIfAbsent(said.apply(fact), key -> fact);
              standing.put(source.apply(fact).reference(), source.apply(stands).reference());
            });
    return new ArrayList<>(first.values());
  }

  private Set<String> meant(Set<String> references) {
    return references.stream()
        .map(reference -> standing.getOrDefault(reference, reference))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private ObservationFact meant(ObservationFact o) {
    return said(o, o.source(), meant(o.focus()));
  }

  private OrderFact meant(OrderFact o) {
    return said(o, o.source(), meant(o.reasons()));
  }

  /** When it was recorded is not part of what is said: it was said again. */
  private static ConditionFact said(ConditionFact c) {
    return new ConditionFact(
        ANY,
        c.identifiers(),
        c.codes(),
        c.bodySites(),
        c.clinicalStatus(),
        c.verificationStatus(),
        c.onset(),
        c.abatement(),
        null,
        Instant.EPOCH);
  }

  private static ObservationFact said(ObservationFact o, Source source, Set<String> focus) {
    return new ObservationFact(
        source,
        o.status(),
        o.codes(),
        o.bodySites(),
        focus,
        o.effective(),
        o.truth(),
        o.value(),
        o.unit(),
        o.valueCodes());
  }

  private static OrderFact said(OrderFact o, Source source, Set<String> reasons) {
    return new OrderFact(
        source,
        o.status(),
        o.intent(),
        o.codes(),
        o.bodySites(),
        o.requester(),
        reasons,
        o.reasonText(),
        o.authoredOn());
  }

  private ProcedureFact said(ProcedureFact p, Source source) {
    return new ProcedureFact(
        source,
        p.identifiers(),
        p.status(),
        p.codes(),
        p.bodySites(),
        meant(p.reasons()),
        meant(p.basedOn()),
        p.partOf(),
        p.start(),
        p.end(),
        p.outcomes(),
        p.complications(),
        p.statusReason());
  }

  private AppointmentFact meant(AppointmentFact a) {
    return new AppointmentFact(
        a.source(),
        a.status(),
        a.codes(),
        meant(a.basedOn()),
        meant(a.reasons()),
        a.start(),
        a.bookedAt());
  }
}
