package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Condition. The dates are those that it states; when it was stored says less.
 *
 * @param clinicalStatus code of {@code condition-clinical}; null when absent
 * @param verificationStatus code of {@code condition-ver-status}; null when absent
 * @param identifiers business identifiers as {@code system|value}
 * @param onset {@code onsetDateTime} or the start of {@code onsetPeriod}
 * @param firstStored when its first version was stored
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
    @Nullable Instant recordedDate,
    Instant firstStored) {}
