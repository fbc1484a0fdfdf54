package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a measured value must be to count: from 0 to a highest value, without a unit or in one of
 * these.
 *
 * @param units UCUM codes
 */
record Scale(int highest, Set<String> units) {
  private static final Set<String> POINTS = Set.of("{score}", "1");

  static final Scale PAIN = new Scale(10, POINTS);
  static final Scale ROLAND_MORRIS = new Scale(24, POINTS);
  static final Scale PERCENT = new Scale(100, Set.of("%"));

  boolean holds(BigDecimal value, @Nullable String unit) {
    return value.signum() >= 0
        && value.compareTo(BigDecimal.valueOf(highest)) <= 0
        && (unit == null || units.contains(unit));
  }

  /** Without trailing zeros, and never as {@code 1E+1}. */
  static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
