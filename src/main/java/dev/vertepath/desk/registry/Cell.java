package dev.vertepath.desk.registry;

import dev.vertepath.desk.frame.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure as it is shown.
 *
 * @param told of the numerator
 * @param denominator null where there is none
 * @param share in percent; null where there is none, or it would tell what is hidden
 * @param quartiles null where there are none, or they are hidden
 */
public record Cell(
    SmallCells.Told told,
    SmallCells.@Nullable Told denominator,
    @Nullable Double share,
    @Nullable Quartiles quartiles,
    Locale locale) {

  private static final double PERCENT = 100;

  static Cell of(Figure figure, SmallCells cells, Locale locale) {
    SmallCells.Told count = cells.count(figure);
    SmallCells.Told of = cells.of(figure);
    Integer numerator = count.value();
    Integer denominator = of == null ? null : of.value();
    Double share =
        numerator == null || denominator == null || denominator == 0
            ? null
            : PERCENT * numerator / denominator;
    return new Cell(count, of, share, cells.quartiles(figure), locale);
  }

  /** One that is not told, whatever it is. */
  static Cell withheld(Figure figure, Locale locale) {
    var hidden = new SmallCells.Told(null, "*");
    return new Cell(hidden, figure.of() == null ? null : hidden, null, null, locale);
  }

  public String count() {
    return text(told);
  }

  /** Empty where there is no denominator. */
  public String of() {
    return denominator == null ? "" : text(denominator);
  }

  /** As in {@code 72}; empty where it is not told. */
  public String percent() {
    return share == null ? "" : number(share, 0);
  }

  public String median() {
    return quartiles == null ? "" : number(quartiles.median(), 1);
  }

  public String lower() {
    return quartiles == null ? "" : number(quartiles.lower(), 1);
  }

  public String upper() {
    return quartiles == null ? "" : number(quartiles.upper(), 1);
  }

  private String text(SmallCells.Told number) {
    return number.value() == null ? number.instead() : number(number.value(), 0);
  }

  private String number(double value, int digits) {
    return Figures.of(BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN), locale);
  }
}
