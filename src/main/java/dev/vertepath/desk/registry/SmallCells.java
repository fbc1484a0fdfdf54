package dev.vertepath.desk.registry;

import org.jspecify.annotations.Nullable;

/**
 * Hides numbers so small that they may tell of somebody: counts from 1 to below the smallest that
 * is told, those of whom so few are left out, and the middle of so few values. Zero is told.
 *
 * @param smallest the smallest count that is told; 1 for all
 */
record SmallCells(int smallest) {

  static final SmallCells TOLD = new SmallCells(1);

  /**
   * A number, or what is told instead.
   *
   * @param value null when it is hidden
   * @param instead as in {@code <5}; empty when it is not hidden
   */
  record Told(@Nullable Integer value, String instead) {

    static Told of(int value) {
      return new Told(value, "");
    }

    boolean isHidden() {
      return value == null;
    }
  }

  Told count(Figure figure) {
    Integer of = figure.of();
    int count = figure.count();
    if (isSmall(count) || (of != null && isSmall(of))) {
      return new Told(null, "<" + smallest);
    }
    return of != null && isSmall(of - count)
        ? new Told(null, ">" + (of - smallest))
        : Told.of(count);
  }

  @Nullable Told of(Figure figure) {
    Integer of = figure.of();
    return of == null ? null : isSmall(of) ? new Told(null, "<" + smallest) : Told.of(of);
  }

  @Nullable Quartiles quartiles(Figure figure) {
    return isSmall(figure.count()) ? null : figure.quartiles();
  }

  private boolean isSmall(int count) {
    return count > 0 && count < smallest;
  }
}
