package dev.vertepath.fhir;

import dev.vertepath.record.Handling;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the client prefers (R4 http.html, "Prefer"; RFC 7240). A preference that is unknown here is
 * ignored, as that RFC wants it.
 *
 * @param body what the answer to a write shall hold
 * @param handling what becomes of a search parameter that is unknown; strict when it says nothing
 */
record Preferences(Preferences.@Nullable Body body, Handling handling) {

  /** {@code return=} of the header. */
  enum Body {
    MINIMAL,
    REPRESENTATION,
    OPERATION_OUTCOME
  }

  /** Reads every header, each with one or several, as {@code return=minimal, handling=strict}. */
  static Preferences of(HttpServletRequest request) {
    Enumeration<String> headers = request.getHeaders("Prefer");
    Body body = null;
    Handling handling = Handling.STRICT;
    while (headers.hasMoreElements()) {
      for (String preference : headers.nextElement().split("[,;]")) {
        switch (preference.replace("\"", "").strip().toLowerCase(Locale.ROOT)) {
          case "return=minimal" -> body = Body.MINIMAL;
          case "return=representation" -> body = Body.REPRESENTATION;
          case "return=operationoutcome" -> body = Body.OPERATION_OUTCOME;
          case "handling=strict" -> handling = Handling.STRICT;
          case "handling=lenient" -> handling = Handling.LENIENT;
          default -> {
            // Unknown here.
          }
        }
      }
    }
    return new Preferences(body, handling);
  }
}
