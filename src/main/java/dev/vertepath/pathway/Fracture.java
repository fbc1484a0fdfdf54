package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A Condition that is a vertebral fracture by its codes.
 *
 * @param causes every cause that its codes name, without {@code UNSPECIFIED}
 * @param levels empty when no vertebra is named
 */
record Fracture(ConditionFact condition, Set<Cause> causes, Set<Vertebra> levels) {
  private static final Set<String> OVER = Set.of("inactive", "remission", "resolved");
  private static final Set<String> WRONG = Set.of("entered-in-error", "refuted");
  private static final Set<String> NOT_SURE = Set.of("unconfirmed", "provisional", "differential");

  String reference() {
    return condition.source().reference();
  }

  String caseKey() {
    return "case/" + reference();
  }

  /** The cause, when the codes agree on one; codes that disagree leave it unspecified. */
  Cause cause() {
    return causes.size() == 1 ? causes.iterator().next() : Cause.UNSPECIFIED;
  }

  /** When it is known to have been there at the latest: its onset, else when it was recorded. */
  Instant begun() {
    Instant onset = condition.onset();
    return onset == null ? recorded() : onset;
  }

  /** When a clinician recorded it; when it was first stored, if the Condition has no date. */
  Instant recorded() {
    Instant date = condition.recordedDate();
    return date == null ? condition.firstStored() : date;
  }

  /**
   * Whether it may have been there by then. A Condition without any date may always: when it was
   * stored tells the order of arrival, which must decide nothing.
   */
  boolean begunBy(Instant at) {
    boolean dated = condition.onset() != null || condition.recordedDate() != null;
    return !dated || !begun().isAfter(at);
  }

  boolean wrong() {
    String status = condition.verificationStatus();
    return status != null && WRONG.contains(status);
  }

  boolean unconfirmed() {
    String status = condition.verificationStatus();
    return status != null && NOT_SURE.contains(status);
  }

  /** Whether it is known to have ended by then; the clinical status counts for all times. */
  boolean over(Instant at) {
    Instant abatement = condition.abatement();
    return abatement == null
        ? OVER.contains(String.valueOf(condition.clinicalStatus()))
        : !abatement.isAfter(at);
  }

  /** Whether it was a fracture to treat at that time. */
  boolean open(Instant at) {
    return !wrong() && begunBy(at) && !over(at);
  }

  boolean cervicalOrSacral() {
    return levels.stream().anyMatch(v -> v.compareTo(Vertebra.C7) <= 0 || v == Vertebra.SACRUM)
        || Seed.CODES.anyOf(condition.codes(), "region")
        || Seed.CODES.anyOf(condition.bodySites(), "region");
  }

  /** For a person, as in {@code the fracture of T12, L1 (Condition/1)}. */
  String text() {
    return levels.isEmpty()
        ? "the fracture " + reference()
        : "the fracture of " + VertebralLevels.text(levels) + " (" + reference() + ")";
  }

  String causesText() {
    return new TreeSet<>(causes).stream().map(Cause::code).collect(Collectors.joining(", "));
  }
}
