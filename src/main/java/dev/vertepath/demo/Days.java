package dev.vertepath.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The days of the demonstration, counted back from the one on which it is made.
 *
 * @param zone the facility's
 * @param until what would be later has not happened
 */
record Days(ZoneId zone, Instant until) {

  LocalDate today() {
    return until.atZone(zone).toLocalDate();
  }

  LocalDate ago(int days) {
    return today().minusDays(days);
  }

  Instant ago(int days, int hour, int minute) {
    return ago(days).atTime(hour, minute).atZone(zone).toInstant();
  }

  /** The last moment of yesterday: but for what is said of today, nothing is later. */
  Instant midnight() {
    return today().atStartOfDay(zone).toInstant();
  }
}
