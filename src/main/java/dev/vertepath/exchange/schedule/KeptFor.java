package dev.vertepath.exchange.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * For how long something is kept.
 *
 * @param time null for ever
 */
record KeptFor(@Nullable Duration time) {

  private static final String EVER = "forever";

  /**
   * @param setting as in {@code vertepath.messages-kept}
   * @throws IllegalArgumentException for what is neither a duration nor for ever
   */
  static KeptFor of(Environment environment, String setting, String otherwise) {
    String text = environment.getProperty(setting, otherwise).strip();
    if (text.toLowerCase(Locale.ROOT).equals(EVER)) {
      return new KeptFor(null);
    }
    try {
      Duration time = Duration.parse(text);
      if (time.isPositive()) {
        return new KeptFor(time);
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "%s is '%s': write a duration as ISO 8601 does, as P365D, or %s."
            .formatted(setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), text, EVER));
  }

  /** What is older has been kept long enough; empty when nothing ever has. */
  Optional<Instant> since(Instant now) {
    return Optional.ofNullable(time).map(now::minus);
  }
}
