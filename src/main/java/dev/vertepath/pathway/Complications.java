package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The complications of one operation: those its Procedures name, Conditions that began from its
 * start to the end of its plan, and new fractures next to what was treated. Of several operations
 * the last that had begun has what began after it.
 */
final class Complications {

  private final Chart chart;
  private final Operation operation;
  private final Instant until;
  private final Set<Complication> found = EnumSet.noneOf(Complication.class);

  private Complications(Chart chart, Operation operation, Instant until) {
    this.chart = chart;
    this.operation = operation;
    this.until = until;
  }

  /**
   * @param levels that were treated
   * @param served the fractures that were
   * @param begun all operations that had begun
   * @param planEnd end of the plan's last window
   */
  static Set<Complication> of(
      Chart chart,
      Operation operation,
      Set<Vertebra> levels,
      List<Fracture> served,
      List<Operation> begun,
      Instant planEnd) {
    Instant until =
        begun.stream()
            .map(Operation::from)
            .filter(operation.from()::isBefore)
            .map(next -> next.minusNanos(1))
            .filter(planEnd::isAfter)
            .min(Instant::compareTo)
            .orElse(planEnd);
    var complications = new Complications(chart, operation, until);
    complications.named();
    complications.conditions();
    complications.adjacent(levels, served);
    return Collections.unmodifiableSet(complications.found);
  }

  private void named() {
    for (ProcedureFact procedure : operation.members()) {
      for (Code code : procedure.complications()) {
        Set<Complication> known = known(code);
        found.addAll(known.isEmpty() ? Set.of(Complication.OTHER) : known);
      }
    }
  }

  /** A pain or a complication of what, the code of a Condition does not tell. */
  private void conditions() {
    for (ConditionFact condition : chart.facts().conditions()) {
      var as = new Fracture(condition, Set.of(), Set.of());
      boolean dated = condition.onset() != null || condition.recordedDate() != null;
      if (!as.wrong() && dated && !as.begun().isBefore(operation.from()) && isIn(as.begun())) {
        for (Code code : condition.codes()) {
          known(code).stream()
              .filter(one -> one != Complication.PAIN && one != Complication.OTHER)
              .forEach(found::add);
        }
      }
    }
  }

  private void adjacent(Set<Vertebra> levels, List<Fracture> served) {
    for (Fracture fracture : chart.fractures()) {
      boolean dated =
          fracture.condition().onset() != null || fracture.condition().recordedDate() != null;
      boolean after = fracture.begun().isAfter(operation.to()) && isIn(fracture.begun());
      if (dated && after && !fracture.wrong() && !served.contains(fracture)) {
        boolean next =
            fracture.levels().stream()
                .anyMatch(
                    one -> levels.stream().anyMatch(level -> Math.abs(level.compareTo(one)) == 1));
        if (next) {
          found.add(Complication.ADJACENT_FRACTURE);
        }
      }
    }
  }

  private boolean isIn(Instant at) {
    return !at.isAfter(until);
  }

  private static Set<Complication> known(Code code) {
    Set<Complication> known = EnumSet.noneOf(Complication.class);
    Seed.CODES.of(code, "complication").map(Complication::of).forEach(known::add);
    return known;
  }
}
