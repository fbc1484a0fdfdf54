package dev.vertepath.pathway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which fractures an order or an operation serves.
 *
 * <p>A named fracture decides; else the vertebra; else, when neither is told, what is left open.
 * What happened is taken in the order of its own time, so that an operation takes its fractures out
 * of what later orders can mean.
 */
final class Assignments {
  private final Chart chart;
  private final Set<String> others;
  private final Map<String, Set<String>> served = new HashMap<>();
  private final Set<String> treated = new HashSet<>();

  /**
   * An order or an operation to be assigned.
   *
   * @param rank of several at one time, orders come first, and operations that tell nothing last
   */
  private record Step(Instant at, int rank, String reference, Runnable serve) {}

  Assignments(Chart chart, List<OrderFact> orders, List<Operation> operations) {
    this.chart = chart;
    this.others = others(chart);
    var steps = new ArrayList<Step>();
    for (OrderFact order : orders) {
      String reference = order.source().reference();
      steps.add(new Step(order.authoredOn(), 0, reference, () -> serve(order)));
    }
    for (Operation operation : operations) {
      boolean tellsWhat = namesFracture(operation.reasons()) || !operation.levels().isEmpty();
      int rank = tellsWhat ? 1 : 2;
      steps.add(new Step(operation.from(), rank, operation.root(), () -> serve(operation)));
    }
    steps.stream()
        .sorted(
            Comparator.comparing(Step::at)
                .thenComparingInt(Step::rank)
                .thenComparing(Step::reference))
        .forEach(step -> step.serve().run());
  }

  /** References of the Conditions that the order or the operation serves, in order. */
  Set<String> of(String orderOrOperation) {
    return served.getOrDefault(orderOrOperation, Set.of());
  }

  boolean serves(String orderOrOperation, Fracture fracture) {
    return of(orderOrOperation).contains(fracture.reference());
  }

  private void serve(OrderFact order) {
    Instant at = order.authoredOn();
    // An order and its fracture are often recorded in one sitting, and orders may bear only a date.
    Instant begunBy = chart.calendar().endOf(chart.calendar().day(at));
    Set<Vertebra> levels = VertebralLevels.sites(order.bodySites());
    Set<Fracture> fractures = named(order.reasons());
    if (!namesFracture(order.reasons())) {
      fractures.addAll(levels.isEmpty() ? left(begunBy, at) : at(levels, begunBy, at));
    }
    keep(order.source().reference(), fractures);
  }

  private void serve(Operation operation) {
    Set<Vertebra> levels = EnumSet.noneOf(Vertebra.class);
    levels.addAll(operation.levels());
    Set<Fracture> fractures = named(operation.reasons());
    boolean levelUnknown = fractures.stream().anyMatch(f -> f.levels().isEmpty());
    fractures.forEach(f -> levels.removeAll(f.levels()));
    if (!namesFracture(operation.reasons()) || (!fractures.isEmpty() && !levelUnknown)) {
      fractures.addAll(at(levels, operation.to(), operation.from()));
    }
    if (!namesFracture(operation.reasons())) {
      Set<Fracture> ordered = ordered(operation.basedOn());
      // An order may name more than was done: only a fracture without a level is taken on its word.
      ordered.removeIf(f -> !operation.levels().isEmpty() && !f.levels().isEmpty());
      fractures.addAll(ordered);
      if (fractures.isEmpty() && operation.levels().isEmpty()) {
        Set<Fracture> left = left(operation.to(), operation.from());
        fractures.addAll(left.size() == 1 ? left : Set.of());
      }
    }
    keep(operation.root(), fractures);
    if (operation.completed()) {
      fractures.forEach(f -> treated.add(f.reference()));
    }
  }

  private void keep(String reference, Set<Fracture> fractures) {
    var references = new TreeSet<String>();
    fractures.forEach(f -> references.add(f.reference()));
    served.put(reference, references);
  }

  /** Conditions that are known and are no vertebral fracture, as a backache. */
  private static Set<String> others(Chart chart) {
    var others = new HashSet<String>();
    chart.facts().conditions().forEach(c -> others.add(c.source().reference()));
    others.removeAll(chart.fractureReferences());
    return others;
  }

  /** Whether a fracture is named, or a Condition that may turn out to be one when it arrives. */
  private boolean namesFracture(Set<String> reasons) {
    return reasons.stream().anyMatch(r -> r.startsWith("Condition/") && !others.contains(r));
  }

  private Set<Fracture> named(Set<String> reasons) {
    return fractures(f -> reasons.contains(f.reference()));
  }

  private Set<Fracture> ordered(Set<String> basedOn) {
    return fractures(f -> basedOn.stream().anyMatch(order -> serves(order, f)));
  }

  /** The fractures at these levels: those open then, else the last one whose end has no date. */
  private Set<Fracture> at(Set<Vertebra> levels, Instant begunBy, Instant at) {
    Set<Fracture> found = fractures(f -> false);
    for (Vertebra level : levels) {
      found.addAll(open(f -> f.levels().contains(level), begunBy, at));
    }
    return found;
  }

  private Set<Fracture> left(Instant begunBy, Instant at) {
    return open(f -> !treated.contains(f.reference()), begunBy, at);
  }

  private Set<Fracture> open(Predicate<Fracture> meant, Instant begunBy, Instant at) {
    Predicate<Fracture> there = f -> meant.test(f) && !f.wrong() && f.begunBy(begunBy);
    Set<Fracture> open = fractures(f -> there.test(f) && !f.over(at));
    Set<Fracture> untreated = fractures(f -> open.contains(f) && !treated.contains(f.reference()));
    if (!untreated.isEmpty()) {
      return untreated;
    }
    if (!open.isEmpty()) {
      return open;
    }
    Set<Fracture> ended = fractures(f -> there.test(f) && f.condition().abatement() == null);
    Set<Fracture> last = fractures(f -> false);
    ended.stream()
        .max(Comparator.comparing(Fracture::begun).thenComparing(Fracture::reference))
        .ifPresent(last::add);
    return last;
  }

  private Set<Fracture> fractures(Predicate<Fracture> wanted) {
    var found = new TreeSet<Fracture>(Comparator.comparing(Fracture::reference));
    chart.fractures().stream().filter(wanted).forEach(found::add);
    return found;
  }
}
