package dev.vertepath.record.index;

import java.time.Duration;

/**
 * Classes of how long a date lasts. A search for what overlaps a range begins, within each class,
 * no earlier than the class's longest before the range.
 */
public enum Span {
  DAY(Duration.ofHours(25)),
  MONTH(Duration.ofDays(32)),
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
