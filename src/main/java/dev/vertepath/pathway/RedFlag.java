package dev.vertepath.pathway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A red-flag finding after a procedure; only a person closes it.
 *
 * @param key of the flag; the review task's key is {@code reviewKey}
 * @param finding the SNOMED or other code that raised it
 * @param raisedAt when it was found
 * @param due the same day, in the facility's zone
 * @param review OPEN until a person completes it
 * @param plan key of the plan it belongs to
 */
public record RedFlag(
    String key,
    String reviewKey,
    Code finding,
    String text,
    Source evidence,
    Instant raisedAt,
    Instant due,
    WorkStatus review,
    @Nullable String reason,
    String plan) {}
