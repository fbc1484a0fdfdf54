package dev.vertepath.desk.registry;

import dev.vertepath.desk.frame.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Two bars for each month: cases that were opened, and operations. Numbers that are hidden are
 * drawn as none.
 */
public record MonthPlot(List<Bar> bars, List<Label> labels, List<Mark> marks) {

  static final double LEFT = 34;
  static final double RIGHT = 352;
  static final double TOP = 10;
  static final double BOTTOM = 170;

  private static final int MOST_LABELS = 4;
  private static final double HALF = 0.5;
  private static final double SHARE = 0.38;
  private static final double WIDEST = 24;

  /** A bar. */
  public record Bar(String kind, String x, String y, String width, String height) {}

  /** The name of a month under its bars. */
  public record Label(String x, String text) {}

  /** A line across, with its number. */
  public record Mark(String y, String text) {}

  static MonthPlot of(List<Shown> months, Locale locale) {
    Axis axis =
        Axis.of(
            months.stream()
                .flatMapToDouble(
                    m -> DoubleStream.of(value(m, Measure.CASES), value(m, Measure.OPERATIONS))));
    double room = (RIGHT - LEFT) / Math.max(1, months.size());
    double width = Math.min(WIDEST, room * SHARE);
    int every = Math.max(1, (months.size() + MOST_LABELS - 1) / MOST_LABELS);
    List<Bar> bars = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < months.size(); i++) {
      Shown month = months.get(i);
      double middle = LEFT + room * (i + HALF);
      bars.add(bar("cases", value(month, Measure.CASES), axis, middle - width, width));
      bars.add(bar("operations", value(month, Measure.OPERATIONS), axis, middle, width));
      if ((months.size() - 1 - i) % every == 0) {
        labels.add(new Label(text(middle), month.label()));
      }
    }
    return new MonthPlot(
        bars,
        labels,
        axis.marks().stream()
            .filter(mark -> mark == Math.rint(mark))
            .map(
                mark ->
                    new Mark(
                        text(axis.place(mark, BOTTOM, TOP)), Figures.of(Math.round(mark), locale)))
            .toList());
  }

  private static double value(Shown month, Measure measure) {
    Integer value = month.cell(measure.name(), Tally.ALL).told().value();
    return value == null ? 0 : value;
  }

  private static Bar bar(String kind, double value, Axis axis, double x, double width) {
    double y = axis.place(value, BOTTOM, TOP);
    return new Bar(kind, text(x), text(y), text(width), text(BOTTOM - y));
  }

  /** As SVG wants numbers. */
  static String text(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
