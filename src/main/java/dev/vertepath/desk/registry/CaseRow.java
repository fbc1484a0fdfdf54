package dev.vertepath.desk.registry;

import dev.vertepath.pathway.CaseState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case as it is counted.
 *
 * @param organization logical id of the one whose patient it is; null when that is not known
 * @param cause code
 * @param levels names of vertebrae; empty when none is told
 * @param closeReason code; null unless it is closed
 * @param steps in the order of the clinic; the first is its opening
 */
record CaseRow(
    String patient,
    @Nullable String organization,
    String cause,
    List<String> levels,
    CaseState state,
    @Nullable String closeReason,
    Instant opened,
    List<Step> steps) {

  /** The entry into a state. */
  record Step(CaseState state, Instant at) {}
}
