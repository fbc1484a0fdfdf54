package dev.vertepath.pathway;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** Days as the facility counts them. */
record FacilityCalendar(ZoneId zone) {

  LocalDate day(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  Instant startOf(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  /** The last moment that an instant may stand for: a bare date is read as the start of its day. */
  Instant latest(Instant instant) {
    LocalDate day = day(instant);
    return startOf(day).equals(instant) ? endOf(day) : instant;
  }

  /** The last second of the day. */
  Instant endOf(LocalDate day) {
    return day.atTime(LocalTime.of(23, 59, 59)).atZone(zone).toInstant();
  }
}
