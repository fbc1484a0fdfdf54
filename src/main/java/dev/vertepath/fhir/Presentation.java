package dev.vertepath.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import dev.vertepath.record.RecordException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the answer shall look (R4 http.html, "General Parameters"). It is read before anything is
 * done, so that a request whose answer could not be given is not carried out.
 *
 * @param encoding JSON or XML
 * @param pretty whether it is laid out for a person
 */
record Presentation(EncodingEnum encoding, boolean pretty, Subset subset) {

  private static final int NOT_ACCEPTABLE = 406;

  /**
   * @param search whether a search is answered
   * @throws RecordException INVALID for a value that R4 does not know; {@link Refusal} 406 for a
   *     format that is not written here
   */
  static Presentation of(RequestDetails request, boolean search) {
    Map<String, String[]> parameters = request.getParameters();
    return new Presentation(
        encoding(request), pretty(first(parameters, "_pretty")), Subset.of(parameters, search));
  }

  /**
   * Makes HAPI, which writes refusals, write this one in a format that is served; what asks for
   * another one may have been refused for something else.
   */
  static void makeWritable(RequestDetails request) {
    try {
      encoding(request);
    } catch (Refusal alreadyChanged) {
      // The request asks for JSON from now on.
    }
  }

  private static @Nullable String first(Map<String, String[]> parameters, String name) {
    String[] values = parameters.get(name);
    return values == null || values.length == 0 ? null : values[0].strip();
  }

  private static boolean pretty(@Nullable String value) {
    if (value == null || value.isEmpty() || value.equals("false")) {
      return false;
    }
    if (value.equals("true")) {
      return true;
    }
    throw Subset.invalid("_pretty is '%s': true and false are its values.".formatted(value));
  }

  private static EncodingEnum encoding(RequestDetails request) {
    String format = first(request.getParameters(), "_format");
    if (format != null && !format.isEmpty()) {
      EncodingEnum named = named(format);
      if (named == null) {
        // HAPI, which writes the refusal, knows more formats than are served.
        request.removeParameter("_format");
        throw notAcceptable("_format", format);
      }
      return named;
    }
    List<String> accepted = request.getHeaders("Accept");
    return accepted == null || accepted.isEmpty() ? sent(request) : accepted(request, accepted);
  }

  /** Who says nothing of the answer gets it in the format of the body. */
  private static EncodingEnum sent(RequestDetails request) {
    String type = request.getHeader("Content-Type");
    EncodingEnum named = type == null ? null : named(type);
    return named == null ? EncodingEnum.JSON : named;
  }

  private static EncodingEnum accepted(RequestDetails request, List<String> accepted) {
    EncodingEnum best = null;
    double quality = 0;
    for (String range : String.join(",", accepted).split(",")) {
      String bare = range.strip().toLowerCase(Locale.ROOT);
      boolean any = bare.startsWith("*/*") || bare.startsWith("application/*");
      EncodingEnum named = any ? sent(request) : named(bare);
      double its = quality(bare);
      if (named != null && its > quality) {
        best = named;
        quality = its;
      }
    }
    if (best == null) {
      // HAPI, which writes the refusal, knows more formats than are served.
      Map<String, String[]> inJson = new HashMap<>(request.getParameters());
      inJson.put("_format", new String[] {"json"});
      request.setParameters(inJson);
      throw notAcceptable("Accept", String.join(", ", accepted));
    }
    return best;
  }

  private static double quality(String range) {
    int q = range.indexOf(";q=");
    try {
      return q < 0 ? 1 : Double.parseDouble(range.substring(q + 3).replaceFirst(";.*", "").strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Any spelling of the two; a plus that nobody encoded has become a space. */
  private static @Nullable EncodingEnum named(String format) {
    return switch (format
        .replaceFirst(";.*", "")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replace(' ', '+')) {
      case "json",
          "application/json",
          "application/fhir+json",
          "application/json+fhir",
          "text/json",
          "application/json-patch+json",
          "application/x-www-form-urlencoded" ->
          EncodingEnum.JSON;
      case "xml", "application/xml", "application/fhir+xml", "application/xml+fhir", "text/xml" ->
          EncodingEnum.XML;
      default -> null;
    };
  }

  private static Refusal notAcceptable(String where, String what) {
    return new Refusal(
        NOT_ACCEPTABLE,
        "not-supported",
        "%s asks for '%s', which is not written here: ask for application/fhir+json or"
                .formatted(where, what)
            + " application/fhir+xml.");
  }
}
