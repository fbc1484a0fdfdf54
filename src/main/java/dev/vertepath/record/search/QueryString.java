package dev.vertepath.record.search;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a URL's query, decoded, in their order. */
public record QueryString(List<Parameter> parameters) {

  /** One parameter: {@code date:missing=true} has the name date and the modifier missing. */
  public record Parameter(String name, String modifier, String value) {

    /**
     * @param written name and modifier, as in {@code date:missing}
     */
    static Parameter of(String written, String value) {
      int colon = written.indexOf(':');
      return colon < 0
          ? new Parameter(written, "", value)
          : new Parameter(written.substring(0, colon), written.substring(colon + 1), value);
    }

    /** Name and modifier, as in {@code date:missing}. */
    String written() {
      return modifier.isEmpty() ? name : name + ":" + modifier;
    }

    public String encoded() {
      return encode(written()) + "=" + encode(value);
    }

    /**
     * @throws RecordException INVALID unless it is a whole number from 0
     */
    public long wholeNumber() {
      try {
        long number = Long.parseLong(value);
        if (number >= 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Refused below, like a negative one.
      }
      throw new RecordException(
          Kind.INVALID,
          "invalid",
          null,
          "%s must be a whole number from 0; it is '%s'.".formatted(name, value));
    }

    private static String encode(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8)
          .replace("%3A", ":")
          .replace("%2C", ",")
          .replace("%2F", "/");
    }
  }

  /**
   * @throws RecordException INVALID when the percent encoding is broken
   */
  public static QueryString parse(String query) {
    List<Parameter> parameters = new ArrayList<>();
    for (String part : query.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = decode(equals < 0 ? part : part.substring(0, equals));
        String value = equals < 0 ? "" : decode(part.substring(equals + 1));
        parameters.add(Parameter.of(name, value));
      }
    }
    return new QueryString(parameters);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RecordException(
          Kind.INVALID,
          "invalid",
          null,
          "'%s' is not percent-encoded as a URL must be: write %% itself as %%25.".formatted(text));
    }
  }

  /** Splits at commas that no backslash escapes, which stay as they are. */
  public static List<String> alternatives(String value) {
    return split(value, ',');
  }

  /** Splits at a character where no backslash escapes it; escapes stay as they are. */
  public static List<String> split(String value, char at) {
    List<String> parts = new ArrayList<>();
    var part = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        part.append(c).append(value.charAt(++i));
      } else if (c == at) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /** The value without its escapes (R4 search.html, "Escaping Search Parameters"). */
  public static String unescape(String value) {
    return value.replaceAll("\\\\([\\\\,$|])", "$1");
  }
}
