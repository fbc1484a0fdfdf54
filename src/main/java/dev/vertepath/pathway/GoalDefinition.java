package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A goal of a follow-up protocol.
 *
 * @param code as in {@code pain-relief}
 * @param minimumDrop smallest meaningful fall of the score in points; null for goals without a
 *     score
 * @param minimumDropShare smallest meaningful fall as a share of the baseline, 0 to 1
 * @param due after the end of the procedure
 */
public record GoalDefinition(
    String code,
    String title,
    @Nullable BigDecimal minimumDrop,
    @Nullable BigDecimal minimumDropShare,
    Duration due) {}
