package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A completed operation and what came of it, as a registry counts it.
 *
 * @param key of its plan
 * @param procedure relative reference of the Procedure that stands for it
 * @param cases keys of the cases it serves, those in error left out; empty when no fracture is
 *     known
 * @param causes of these cases
 * @param levels that were treated; where the operation names none, those of its fractures
 * @param stopped when a death or a person ended the follow-up; null while it goes on, and where it
 *     came to its end
 * @param painBefore the last score of 0 to 10 before it began; null when none is known
 */
public record Treatment(
    String key,
    String procedure,
    Set<String> cases,
    Set<Cause> causes,
    Set<Vertebra> levels,
    Instant began,
    Instant ended,
    @Nullable Instant stopped,
    @Nullable BigDecimal painBefore,
    List<Review> reviews,
    Set<Complication> complications) {

  /**
   * A review of its follow-up.
   *
   * @param code of the activity, as in {@code recovery-review}
   * @param due end of its window
   * @param pain the first score within the window; null when none is known
   */
  public record Review(String code, Instant due, boolean done, @Nullable BigDecimal pain) {}
}
