package dev.vertepath.desk.registry;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A completed operation as it is counted.
 *
 * @param causes codes of those of its fractures; empty when no fracture is known
 * @param opened when the first of its cases was opened; null without a case
 * @param first whether none of its cases was operated before
 * @param stopped when a death or a person ended the follow-up; null otherwise
 * @param painBefore of 0 to 10; null when it is not known
 * @param complications codes
 */
record OperationRow(
    String patient,
    @Nullable String organization,
    List<String> causes,
    List<String> levels,
    @Nullable Instant opened,
    boolean first,
    Instant began,
    Instant ended,
    @Nullable Instant stopped,
    @Nullable BigDecimal painBefore,
    List<Review> reviews,
    List<String> complications) {

  private static final BigDecimal IMPORTANT = BigDecimal.TWO;
  private static final BigDecimal REST = new BigDecimal("0.7");

  /**
   * A review of its follow-up.
   *
   * @param pain the first score within its window; null when none is known
   */
  record Review(String code, Instant due, boolean done, @Nullable BigDecimal pain) {}

  /** Whether the patient was there to be asked until a window ended, and it has ended. */
  boolean isDue(Review review, Instant now) {
    return !review.due().isAfter(now) && (stopped == null || !review.due().isAfter(stopped));
  }

  /** By how much the score rose; null when one of both is not known. */
  @Nullable BigDecimal change(Review review) {
    BigDecimal after = review.pain();
    return painBefore == null || after == null ? null : after.subtract(painBefore);
  }

  /** Whether a fall is of 2 points or 30 percent, whichever is less (Ostelo 2008). */
  boolean isImproved(Review review) {
    BigDecimal after = review.pain();
    if (painBefore == null || after == null || after.compareTo(painBefore) >= 0) {
      return false;
    }
    BigDecimal target = painBefore.subtract(IMPORTANT).max(painBefore.multiply(REST));
    return after.compareTo(target) <= 0;
  }

  /** Whether a rise is of 2 points. */
  boolean isWorsened(Review review) {
    BigDecimal change = change(review);
    return change != null && change.compareTo(IMPORTANT) >= 0;
  }
}
