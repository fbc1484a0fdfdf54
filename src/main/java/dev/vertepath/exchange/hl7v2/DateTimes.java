package dev.vertepath.exchange.hl7v2;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times of HL7 v2 as FHIR writes them, to the precision that they have. */
final class DateTimes {

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})(\\d{2})?(\\d{2})?(?:(\\d{2})(\\d{2})?(\\d{2})?(?:\\.\\d{1,4})?)?([+-]\\d{4})?");

  private static final DateTimeFormatter OFFSET =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  private final ZoneId zone;

  /**
   * @param zone in which a time without one is meant
   */
  DateTimes(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * @throws MappingException when it is none
   */
  String dateTime(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw none(text);
    }
    try {
      int year = Integer.parseInt(form.group(1));
      if (form.group(2) == null) {
        return form.group(1);
      }
      int month = Integer.parseInt(form.group(2));
      if (form.group(3) == null) {
        return YearMonth.of(year, month).toString();
      }
      LocalDate day = LocalDate.of(year, month, Integer.parseInt(form.group(3)));
      if (form.group(4) == null) {
        return day.toString();
      }
      LocalDateTime time =
          day.atTime(number(form.group(4)), number(form.group(5)), number(form.group(6)));
      String offset = form.group(7);
      return (offset == null
              ? time.atZone(zone).toOffsetDateTime()
              : time.atOffset(ZoneOffset.of(offset)))
          .format(OFFSET);
    } catch (DateTimeException e) {
      throw none(text);
    }
  }

  /** The day alone. */
  String date(String text) {
    String whole = dateTime(text);
    return whole.length() > 10 ? whole.substring(0, 10) : whole;
  }

  /** To the second, at the least. */
  String instant(String text) {
    String whole = dateTime(text);
    if (whole.length() <= 10) {
      throw new MappingException(
          "value", "'%s' is a date without a time, and a time is needed.".formatted(text));
    }
    return whole;
  }

  private static int number(String text) {
    return text == null ? 0 : Integer.parseInt(text);
  }

  private static MappingException none(String text) {
    return new MappingException(
        "value",
        "'%s' is no date or time: write it as 20261125 or 20261125143000+0100."
            .formatted(text.length() > 40 ? text.substring(0, 40) + "..." : text));
  }
}
