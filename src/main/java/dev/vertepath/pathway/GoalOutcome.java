package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A goal of a plan.
 *
 * @param baseline the last score before the procedure
 * @param target at or below this the goal is achieved
 * @param latest the newest score after the procedure
 */
public record GoalOutcome(
    String key,
    GoalDefinition definition,
    Instant due,
    Achievement achievement,
    @Nullable Source baselineSource,
    @Nullable BigDecimal baseline,
    @Nullable BigDecimal target,
    @Nullable Source latestSource,
    @Nullable BigDecimal latest,
    boolean cancelled) {

  /** Codes of {@code goal-achievement} that the service gives. */
  public enum Achievement {
    IN_PROGRESS,
    IMPROVING,
    WORSENING,
    NO_CHANGE,
    ACHIEVED,
    NOT_ACHIEVED;

    /** The code, as in {@code no-change}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
