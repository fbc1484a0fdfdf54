package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Condition. Only dates that it states are known; when it was stored is in its source.
 *
 * @param clinicalStatus code of {@code condition-clinical}; null when absent
 * @param verificationStatus code of {@code condition-ver-status}; null when absent
 * @param identifiers business identifiers as {@code system|value}
 * @param onset {@code onsetDateTime} or the start of {@code onsetPeriod}
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
    @Nullable Instant recordedDate) {}
