package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An AllergyIntolerance. */
public record AllergyFact(
    Source source,
    Set<Code> codes,
    @Nullable String clinicalStatus,
    @Nullable String verificationStatus,
    Instant recordedAt) {}
