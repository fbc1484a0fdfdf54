package dev.vertepath.desk.registry;

import java.util.Locale;

/**
 * What is counted. Its numerator, denominator and source stand in the messages, and the same texts
 * in {@code docs/registry.md}.
 */
public enum Measure {
  CASES(""),
  OPERATIONS(""),
  WAIT("d"),
  DWELL("d"),
  DWELLING("d"),
  SCORED(""),
  DONE(""),
  PAIN("{score}"),
  IMPROVED(""),
  WORSENED(""),
  COMPLICATIONS("");

  private final String unit;

  Measure(String unit) {
    this.unit = unit;
  }

  /** As in texts and exports: {@code wait}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is a part of: cases or operations. */
  Measure base() {
    return switch (this) {
      case CASES, DWELL, DWELLING -> CASES;
      default -> OPERATIONS;
    };
  }

  /** Of its median and quartiles, in UCUM; empty where it has none. */
  public String unit() {
    return unit;
  }
}
