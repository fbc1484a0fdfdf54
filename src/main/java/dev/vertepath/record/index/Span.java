package dev.vertepath.record.index;

import java.time.Duration;

/**
 * Classes of how long a date lasts. A search for what overlaps a range begins, within each class,
 * no earlier than the class's longest before the range. What is much shorter than that is passed
 * over one by one, the more the longer the record: of weeks and months, which plans of care last,
 * each class is at most four times as long as the one before.
 */
public enum Span {
  DAY(0, Duration.ofHours(25)),
  WEEK(4, Duration.ofDays(8)),
  MONTH(1, Duration.ofDays(32)),
  TWO_MONTHS(5, Duration.ofDays(64)),
  FOUR_MONTHS(6, Duration.ofDays(128)),
  YEAR(2, Duration.ofDays(367)),
  /** Open ones too: from year 1 to year 9999 at most. */
  LONGER(3, Duration.ofDays(366L * 10_000));

  private static final long MICROS = 1_000;

  private final int number;
  private final long longest;

  /**
   * @param number never that of another class, so that what a program of an older version writes
   *     beside this one is still found
   */
  Span(int number, Duration longest) {
    this.number = number;
    this.longest = longest.toMillis() * MICROS;
  }

  /** Stands for it in the index. */
  public int number() {
    return number;
  }

  /** In microseconds. */
  public long longest() {
    return longest;
  }

  static Span of(long micros) {
    for (Span span : values()) {
      if (micros <= span.longest) {
        return span;
      }
    }
    return LONGER;
  }
}
