package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An AllergyIntolerance.
 *
 * @param onset {@code onsetDateTime}
 * @param recordedAt the date of its recording, else when it was stored
 */
public record AllergyFact(
    Source source,
    Set<Code> codes,
    @Nullable String clinicalStatus,
    @Nullable String verificationStatus,
    @Nullable Instant onset,
    Instant recordedAt) {}
