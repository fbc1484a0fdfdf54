package dev.vertepath.record.index;

import java.time.Duration;

/**
 * Classes of how long a date lasts. A search for what overlaps a range begins, within each class,
 * no earlier than the class's longest before the range. What is much shorter than that is passed
 * over one by one, the more the longer the record: of weeks and months, which plans of care last,
 * each class is at most four times as long as the one before.
 */
public enum Span {
  DAY(Duration.ofHours(25)),
  WEEK(Duration.ofDays(8)),
  MONTH(Duration.ofDays(32)),
  TWO_MONTHS(Duration.ofDays(64)),
  FOUR_MONTHS(Duration.ofDays(128)),
  YEAR(Duration.ofDays(367)),
  /** Open ones too: from year 1 to year 9999 at most. */
  LONGER(Duration.ofDays(366L * 10_000));

  private static final long MICROS = 1_000;

  private final long longest;

  Span(Duration longest) {
    this.longest = longest.toMillis() * MICROS;
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
