package dev.vertepath.desk.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The values along one side of a plot.
 *
 * @param low where it begins
 * @param step between its marks: 1, 2 or 5 of a power of ten
 * @param high where it ends
 */
record Axis(double low, double step, double high) {

  private static final int MARKS = 4;

  /** From zero, or below, to where all values are in. */
  static Axis of(DoubleStream values) {
    double[] all = values.toArray();
    double least = Math.min(0, DoubleStream.of(all).min().orElse(0));
    double most = Math.max(0, DoubleStream.of(all).max().orElse(0));
    double step = step(Math.max(1, most - least) / MARKS);
    double low = Math.floor(least / step) * step;
    double high = Math.ceil(most / step) * step;
    return new Axis(low, step, high > low ? high : low + step);
  }

  private static double step(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double first = rough / power;
    double nice = first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10;
    return nice * power;
  }

  List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    int number = (int) Math.round((high - low) / step);
    for (int i = 0; i <= number; i++) {
      marks.add(low + i * step);
    }
    return marks;
  }

  /** Where a value is drawn between two places. */
  double place(double value, double from, double to) {
    return from + (value - low) / (high - low) * (to - from);
  }
}
