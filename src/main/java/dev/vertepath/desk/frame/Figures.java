package dev.vertepath.desk.frame;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/** Numbers as people read them, in the language of the page. */
public final class Figures {

  Figures() {}

  /** With every decimal that is there; empty for none. */
  public String of(@Nullable Number number) {
    return number == null ? "" : of(number, LocaleContextHolder.getLocale());
  }

  /** As in {@code 1,250} and {@code 1.250}. */
  public static String of(Number number, Locale locale) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    int decimals = number instanceof BigDecimal decimal ? Math.max(0, decimal.scale()) : 0;
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    String text = format.format(number);
    // A hyphen is no minus, and breaks lines.
    return text.startsWith("-") ? "\u2212" + text.substring(1) : text;
  }
}
