package dev.vertepath.desk.frame;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/** Instants as people of the facility read them, in the language of the page. */
public final class Times {

  private final ZoneId zone;

  Times(ZoneId zone) {
    this.zone = zone;
  }

  public ZoneId zone() {
    return zone;
  }

  /** The facility's day; empty for none. */
  public String day(@Nullable Instant instant) {
    return instant == null ? "" : date(instant.atZone(zone).toLocalDate());
  }

  /** A day that has no time. Of another name: pages call {@link #day} with what may be null. */
  public String date(LocalDate date) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale()).format(date);
  }

  /** Day and minute; empty for none. */
  public String minute(@Nullable Instant instant) {
    return instant == null
        ? ""
        : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale())
            .format(instant.atZone(zone));
  }

  private static Locale locale() {
    Locale locale = LocaleContextHolder.getLocale();
    // Days before months, and hours by 24: whom it concerns reads no American dates.
    return locale.getLanguage().equals("en") ? Locale.UK : locale;
  }
}
