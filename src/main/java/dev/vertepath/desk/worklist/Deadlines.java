package dev.vertepath.desk.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Where the bands begin and end, on the facility's calendar. */
record Deadlines(Instant now, ZoneId zone) {

  static final int DAYS = 7;
  static final int MONTH = 30;

  static Deadlines at(Clock clock, ZoneId zone) {
    return new Deadlines(clock.instant(), zone);
  }

  LocalDate today() {
    return now.atZone(zone).toLocalDate();
  }

  /** When a day begins, counted from today. */
  OffsetDateTime startOf(int daysFromToday) {
    return today().plusDays(daysFromToday).atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
  }

  OffsetDateTime instant() {
    return now.atOffset(ZoneOffset.UTC);
  }

  /** How many days it is since the one on which the window ended; 0 or less: it is not overdue. */
  long daysSince(Instant end) {
    return ChronoUnit.DAYS.between(end.atZone(zone).toLocalDate(), today());
  }
}
