package dev.vertepath.desk.frame;

import java.util.Locale;

/**
 * A language of the desk.
 *
 * @param name as its speakers call it
 */
public record Language(Locale locale, String name) {

  /** As in {@code de}, or {@code pt-BR}. */
  public String tag() {
    return locale.toLanguageTag();
  }
}
