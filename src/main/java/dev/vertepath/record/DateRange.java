package dev.vertepath.record;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first and the last instant that a date of a stated precision means (R4 search.html, "date").
 */
public record DateRange(Instant lo, Instant hi) {

  /** Stand for an open start and an open end. */
  public static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  public static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private static final int YEAR = 4;
  private static final int MONTH = 7;
  private static final int DAY = 10;
  private static final int MINUTE = 16;

  /** A zone may move a date out of the years that dates can have, and that the database takes. */
  public DateRange {
    lo = within(lo);
    hi = within(hi);
  }

  /** In microseconds since 1970, as the index keeps it. */
  public long loMicros() {
    return micros(lo);
  }

  /** In microseconds since 1970. */
  public long hiMicros() {
    return micros(hi);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant within(Instant instant) {
    Instant early = instant.isAfter(LAST) ? LAST : instant;
    return early.isBefore(FIRST) ? FIRST : early;
  }

  /**
   * @param zone whose calendar day a date without a zone means
   * @throws IllegalArgumentException when it is no date
   */
  public static DateRange of(@Nullable String text, ZoneId zone) {
    if (text == null) {
      throw new IllegalArgumentException("no date");
    }
    try {
      return switch (text.length()) {
        case YEAR -> days(Year.parse(text).atDay(1), Year.parse(text).plusYears(1).atDay(1), zone);
        case MONTH ->
            days(
                YearMonth.parse(text).atDay(1), YearMonth.parse(text).plusMonths(1).atDay(1), zone);
        case DAY -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1), zone);
        default -> {
          if (text.length() < MINUTE) {
            throw new IllegalArgumentException("'" + text + "' is no date");
          }
          yield moment(text, zone);
        }
      };
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no date", e);
    }
  }

  private static DateRange days(LocalDate first, LocalDate after, ZoneId zone) {
    return new DateRange(
        first.atStartOfDay(zone).toInstant(), after.atStartOfDay(zone).toInstant().minusMillis(1));
  }

  private static DateRange moment(String text, ZoneId zone) {
    int end = endOfLocal(text);
    String local = text.substring(0, end);
    Instant lo =
        end < text.length()
            ? OffsetDateTime.parse(
                    local.length() == MINUTE ? local + ":00" + text.substring(end) : text)
                .toInstant()
            : LocalDateTime.parse(text).atZone(zone).toInstant();
    long millis = local.length() == MINUTE ? 60_000 : local.indexOf('.') < 0 ? 1_000 : 1;
    return new DateRange(lo, lo.plusMillis(millis - 1));
  }

  /** Where the zone begins, or the text ends. */
  private static int endOfLocal(String text) {
    if (text.endsWith("Z")) {
      return text.length() - 1;
    }
    int offset = text.length() - "+00:00".length();
    boolean zoned =
        offset > DAY
            && (text.charAt(offset) == '+' || text.charAt(offset) == '-')
            && text.charAt(offset + 3) == ':';
    return zoned ? offset : text.length();
  }
}
