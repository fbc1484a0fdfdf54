package dev.vertepath.desk.worklist;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a row is in the worklist, the most urgent first. Days are those of the facility's calendar;
 * work is overdue from the day after the one on which its window ended.
 */
enum Band {
  /** A red flag that no clinician has closed. */
  RED_FLAG("red"),
  /** Overdue by more than 30 days, and nothing was heard of the patient since the window ended. */
  LOST("red"),
  /** Overdue by more than 30 days. */
  OVERDUE_MONTH("red"),
  /** Overdue by 8 to 30 days. */
  OVERDUE_WEEK("amber"),
  /** Overdue by 1 to 7 days. */
  OVERDUE_DAYS("amber"),
  TODAY("blue"),
  /** The window ends within the 7 days after today. */
  WEEK("blue"),
  /** The window has begun, and ends later. */
  OPEN("blue"),
  /** The verdict is there, and a clinician has to order, override or decline. */
  DECISION("green"),
  EVIDENCE("grey"),
  /** Ordered, and no appointment yet. */
  UNSCHEDULED("grey"),
  /** Nobody has to do anything yet. */
  LATER("grey");

  private final String colour;

  Band(String colour) {
    this.colour = colour;
  }

  /** As in URLs and messages: {@code red-flag}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Of its tag. */
  public String colour() {
    return colour;
  }

  /** A statement in which {@code {LOST}} has become the place of that band, from 0. */
  static String numbered(String sql) {
    String numbered = sql;
    for (Band band : values()) {
      numbered = numbered.replace("{" + band.name() + "}", String.valueOf(band.ordinal()));
    }
    return numbered;
  }

  static Optional<Band> of(String code) {
    return Arrays.stream(values()).filter(band -> band.code().equals(code)).findFirst();
  }
}
