package dev.vertepath.desk.registry;

import dev.vertepath.desk.frame.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A row for each item: either a bar for its share in percent, or the median of its values with what
 * the middle half lies between. What is hidden, or not there, has a label and nothing drawn.
 *
 * @param kind {@code shares} or {@code ranges}
 * @param zero where zero is drawn
 */
public record RowPlot(
    String kind, List<Row> rows, List<Mark> marks, int height, int bottom, String zero) {

  private static final double LEFT = 8;
  private static final double RIGHT = 344;
  private static final int ROW = 40;
  private static final int FOOT = 28;
  private static final double LEAST_WIDTH = 1.5;

  /**
   * A row.
   *
   * @param value as it is written beside the label; empty when nothing is drawn
   * @param from where the bar begins; null when nothing is drawn
   * @param middle where the median is; null in shares
   */
  public record Row(
      String label,
      String value,
      int y,
      @Nullable String from,
      @Nullable String width,
      @Nullable String middle) {}

  /** A line from top to bottom, with its number. */
  public record Mark(String x, String text) {}

  /** What is told of an item. */
  record Item(String label, Cell cell) {}

  static RowPlot shares(List<Item> items, String percent, Locale locale) {
    Axis axis =
        Axis.of(
            items.stream()
                .map(one -> one.cell().share())
                .filter(Objects::nonNull)
                .mapToDouble(d -> d));
    List<Row> rows = new ArrayList<>();
    for (Item item : items) {
      Double share = item.cell().share();
      String text = share == null ? "" : item.cell().percent() + percent;
      rows.add(row(item, text, rows.size(), axis, share == null ? null : 0d, share, null));
    }
    return plot("shares", rows, axis, percent, locale);
  }

  static RowPlot ranges(List<Item> items, Locale locale) {
    Axis axis =
        Axis.of(
            items.stream()
                .map(one -> one.cell().quartiles())
                .filter(Objects::nonNull)
                .flatMapToDouble(q -> DoubleStream.of(q.lower(), q.upper())));
    List<Row> rows = new ArrayList<>();
    for (Item item : items) {
      Quartiles q = item.cell().quartiles();
      rows.add(
          q == null
              ? row(item, "", rows.size(), axis, null, null, null)
              : row(
                  item, item.cell().median(), rows.size(), axis, q.lower(), q.upper(), q.median()));
    }
    return plot("ranges", rows, axis, "", locale);
  }

  private static Row row(
      Item item,
      String text,
      int number,
      Axis axis,
      @Nullable Double from,
      @Nullable Double to,
      @Nullable Double middle) {
    int y = number * ROW;
    if (from == null || to == null) {
      return new Row(item.label(), text, y, null, null, null);
    }
    double left = axis.place(from, LEFT, RIGHT);
    double width = Math.max(LEAST_WIDTH, axis.place(to, LEFT, RIGHT) - left);
    return new Row(
        item.label(),
        text,
        y,
        MonthPlot.text(left),
        MonthPlot.text(width),
        middle == null ? null : MonthPlot.text(axis.place(middle, LEFT, RIGHT)));
  }

  private static RowPlot plot(String kind, List<Row> rows, Axis axis, String unit, Locale locale) {
    int bottom = rows.size() * ROW;
    return new RowPlot(
        kind,
        rows,
        axis.marks().stream()
            .map(
                m -> new Mark(MonthPlot.text(axis.place(m, LEFT, RIGHT)), number(m, locale) + unit))
            .toList(),
        bottom + FOOT,
        bottom,
        MonthPlot.text(axis.place(0, LEFT, RIGHT)));
  }

  private static String number(double value, Locale locale) {
    int decimals = value == Math.rint(value) ? 0 : 1;
    return Figures.of(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN), locale);
  }
}
