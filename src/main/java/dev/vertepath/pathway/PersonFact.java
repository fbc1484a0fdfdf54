package dev.vertepath.pathway;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The Patient.
 *
 * @param deceased whether death is reported
 * @param deceasedAt when, if that is known
 */
public record PersonFact(
    Source source, @Nullable LocalDate birthDate, boolean deceased, @Nullable Instant deceasedAt) {}
