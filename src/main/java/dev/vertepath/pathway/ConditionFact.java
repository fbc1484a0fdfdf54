package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Condition.
 *
 * @param clinicalStatus code of {@code condition-clinical}; null when absent
 * @param verificationStatus code of {@code condition-ver-status}; null when absent
 * @param identifiers business identifiers as {@code system|value}
 * @param onset {@code onsetDateTime} or the start of {@code onsetPeriod}
 * @param recordedAt {@code recordedDate}, else when the first known version was stored
 */
public record ConditionFact(
    Source source,
    Set<String> identifiers,
    Set<Code> codes,
    Set<Code> bodySites,
    @Nullable String clinicalStatus,
    @Nullable String verificationStatus,
    @Nullable Instant onset,
    @Nullable Instant abatement,
    Instant recordedAt) {}
