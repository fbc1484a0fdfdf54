package dev.vertepath.pathway;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation, of one Procedure or of several that belong together.
 *
 * @param root relative reference of the Procedure that stands for the operation; it may not be
 *     known, when only its parts are
 * @param members Procedures that stand, the root first if it is one of them
 * @param start null when no member tells it
 * @param end null when no member tells it, or it is not over
 */
record Operation(
    String root,
    List<ProcedureFact> members,
    Status status,
    @Nullable Instant start,
    @Nullable Instant end,
    Set<Vertebra> levels,
    Set<String> reasons,
    Set<String> basedOn) {

  /** How far an operation is; of several Procedures the last in this order decides. */
  enum Status {
    ENTERED_IN_ERROR,
    NOT_DONE,
    PREPARED,
    STOPPED,
    RUNNING,
    COMPLETED
  }

  String planKey() {
    return "plan/" + root;
  }

  /** The version to name as evidence: the root's, else the first part's. */
  Source source() {
    return members.getFirst().source();
  }

  boolean completed() {
    return status == Status.COMPLETED;
  }

  /** Whether something was done to the patient. */
  boolean begun() {
    return completed() || status == Status.RUNNING || status == Status.STOPPED;
  }

  /** Whether it is under way or done, so that candidacy is behind. */
  boolean decided() {
    return completed() || status == Status.RUNNING;
  }

  /** When it began, as well as the record knows. */
  Instant from() {
    Instant known = start == null ? end : start;
    return known == null ? source().recorded() : known;
  }

  /** When it ended, as well as the record knows: windows count from here. */
  Instant to() {
    Instant known = end == null ? start : end;
    return known == null ? source().recorded() : known;
  }

  List<Source> sources() {
    return members.stream().map(ProcedureFact::source).toList();
  }

  @Nullable String statusReason() {
    return members.stream()
        .map(ProcedureFact::statusReason)
        .filter(reason -> reason != null && !reason.isBlank())
        .findFirst()
        .orElse(null);
  }
}
