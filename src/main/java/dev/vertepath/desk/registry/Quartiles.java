package dev.vertepath.desk.registry;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The middle of some values, and what the middle half of them lies between. Between two values it
 * is interpolated, as PostgreSQL's {@code percentile_cont} does.
 */
public record Quartiles(double lower, double median, double upper) {

  private static final double QUARTER = 0.25;
  private static final double HALF = 0.5;

  static @Nullable Quartiles of(Collection<Double> values) {
    if (values.isEmpty()) {
      return null;
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Quartiles(at(sorted, QUARTER), at(sorted, HALF), at(sorted, 1 - QUARTER));
  }

  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
