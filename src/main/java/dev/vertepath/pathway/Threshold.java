package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a criterion demands.
 *
 * @param minimum smallest value that meets it; null where presence decides
 * @param unit UCUM, as in {@code {score}} or {@code a} for years; null without a minimum
 * @param within how recent the evidence must be, the limit itself excluded; null for any age
 */
public record Threshold(
    @Nullable BigDecimal minimum, @Nullable String unit, @Nullable Duration within) {

  /** Nothing but whether it is there. */
  static final Threshold PRESENCE = new Threshold(null, null, null);

  /** A pain score of at least so many points of ten, not older than the duration. */
  static Threshold pain(int points, Duration within) {
    return new Threshold(BigDecimal.valueOf(points), "{score}", within);
  }

  /** Evidence that is younger than the duration. */
  static Threshold within(Duration within) {
    return new Threshold(null, null, within);
  }

  /** An age of at least so many completed years. */
  static Threshold years(int years) {
    return new Threshold(BigDecimal.valueOf(years), "a", null);
  }
}
