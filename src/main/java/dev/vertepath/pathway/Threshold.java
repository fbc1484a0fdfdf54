package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a criterion demands.
 *
 * @param minimum smallest value that meets it; null where presence decides
 * @param unit as in {@code {score}}; null without a minimum
 * @param within how recent the evidence must be; null for any age
 */
public record Threshold(
    @Nullable BigDecimal minimum, @Nullable String unit, @Nullable Duration within) {}
