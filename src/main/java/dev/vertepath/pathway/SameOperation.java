package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Whether Procedures that are part of nothing together are one operation all the same: they share a
 * business identifier, or they were performed at the same time.
 */
final class SameOperation {
  private static final Set<String> BEGUN = Set.of("in-progress", "on-hold", "stopped", "completed");

  private SameOperation() {}

  static boolean of(List<ProcedureFact> some, List<ProcedureFact> others) {
    return some.stream().anyMatch(a -> others.stream().anyMatch(b -> of(a, b)));
  }

  private static boolean of(ProcedureFact some, ProcedureFact other) {
    return !Collections.disjoint(some.identifiers(), other.identifiers()) || atOnce(some, other);
  }

  private static boolean atOnce(ProcedureFact some, ProcedureFact other) {
    Instant from = some.start();
    Instant otherFrom = other.start();
    if (from == null || otherFrom == null || !begun(some) || !begun(other)) {
      return false;
    }
    return from.equals(otherFrom)
        || (from.isBefore(end(other, otherFrom)) && otherFrom.isBefore(end(some, from)));
  }

  private static boolean begun(ProcedureFact procedure) {
    return BEGUN.contains(procedure.status());
  }

  private static Instant end(ProcedureFact procedure, Instant start) {
    Instant end = procedure.end();
    return end == null ? start : end;
  }
}
