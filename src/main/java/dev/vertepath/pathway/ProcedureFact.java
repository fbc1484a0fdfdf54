package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Procedure.
 *
 * @param status code of {@code event-status}
 * @param reasons relative references of {@code reasonReference}
 * @param basedOn relative references of {@code basedOn}
 * @param partOf relative reference of the first {@code partOf} Procedure
 * @param start {@code performedDateTime} or start of {@code performedPeriod}
 * @param end end of {@code performedPeriod}, else {@code performedDateTime}
 * @param outcomes codes of how it came out
 * @param complications codes of what went wrong
 * @param statusReason text of {@code statusReason}
 */
public record ProcedureFact(
    Source source,
    Set<String> identifiers,
    String status,
    Set<Code> codes,
    Set<Code> bodySites,
    Set<String> reasons,
    Set<String> basedOn,
    @Nullable String partOf,
    @Nullable Instant start,
    @Nullable Instant end,
    Set<Code> outcomes,
    Set<Code> complications,
    @Nullable String statusReason) {}
