package dev.vertepath.pathway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A red-flag finding after a procedure; only a person closes it, whatever else comes.
 *
 * @param key of the flag; the review task's key is {@code reviewKey}, one for each evidence
 * @param finding the SNOMED or other code that raised it
 * @param raisedAt when it was found
 * @param due the same day, in the facility's zone
 * @param review OPEN until a person completes it
 * @param reason what the person wrote when closing it; while it is open, what became of its finding
 * @param plan key of the plan it belongs to; null while the operation is not completed
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
    @Nullable String plan) {

  /** Whether a person has still to look at it. */
  public boolean open() {
    return review == WorkStatus.OPEN;
  }
}
