package dev.vertepath.fhir;

import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the client prefers (R4 http.html, "Prefer"; RFC 7240). A preference that is unknown here is
 * ignored, as that RFC wants it.
 *
 * @param body what the answer to a write shall hold
 * @param lenient whether unknown search parameters shall be ignored; null when it says nothing
 */
record Preferences(Preferences.@Nullable Body body, @Nullable Boolean lenient) {

  /** {@code return=} of the header. */
  enum Body {
    MINIMAL,
    REPRESENTATION,
    OPERATION_OUTCOME
  }

  /**
   * @param headers each with one or several preferences, as in {@code return=minimal,
   *     handling=strict}
   */
  static Preferences of(Enumeration<String> headers) {
    Body body = null;
    Boolean lenient = null;
    while (headers.hasMoreElements()) {
      for (String preference : headers.nextElement().split("[,;]")) {
        switch (preference.replace("\"", "").strip().toLowerCase(Locale.ROOT)) {
          case "return=minimal" -> body = Body.MINIMAL;
          case "return=representation" -> body = Body.REPRESENTATION;
          case "return=operationoutcome" -> body = Body.OPERATION_OUTCOME;
          case "handling=strict" -> lenient = false;
          case "handling=lenient" -> lenient = true;
          default -> {
            // Unknown here.
          }
        }
      }
    }
    return new Preferences(body, lenient);
  }
}
