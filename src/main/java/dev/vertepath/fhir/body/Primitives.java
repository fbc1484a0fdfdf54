package dev.vertepath.fhir.body;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the primitive types of R4 demand of a value (R4 datatypes.html, "Primitive Types"). */
final class Primitives {

  private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?";
  private static final String ZONE = "(Z|[+-](0\\d|1[0-4]):[0-5]\\d)";
  private static final String YEAR = "(\\d{4})";
  private static final String DAY = YEAR + "-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";

  private static final int MOST_DIGITS = 100;

  private static final Pattern SURPLUS_SPACE = Pattern.compile("^\\s|\\s\\s|\\s$");

  /** What a type wants: a pattern, and how to write it, for a person. */
  private record Format(Pattern pattern, String remedy) {}

  private static final Map<String, Format> FORMATS =
      Map.ofEntries(
          format("id", "[A-Za-z0-9\\-.]{1,64}", "use 1 to 64 letters, digits, hyphens and dots"),
          format("uri", "\\S+", "write it without white space"),
          format("url", "\\S+", "write it without white space"),
          format("canonical", "\\S+", "write it without white space"),
          format(
              "oid", "urn:oid:[0-2](\\.(0|[1-9]\\d{0,38})){1,99}", "write it as in urn:oid:1.2.3"),
          format(
              "uuid",
              "urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
              "write it as in urn:uuid:c757873d-ec9a-4326-a141-556f43239520"),
          format(
              "date",
              YEAR + "(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?",
              "write it as in 2026, 2026-11 or 2026-11-23"),
          format(
              "dateTime",
              YEAR + "(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T" + TIME + ZONE + ")?)?)?",
              "write it as in 2026-11-23 or, with seconds and a time zone,"
                  + " 2026-11-23T08:30:00+01:00"),
          format(
              "instant",
              DAY + "T" + TIME + ZONE,
              "write it with seconds and a time zone, as in 2026-11-23T08:30:00+01:00"),
          format("time", TIME, "write it as in 08:30:00"),
          format(
              "base64Binary",
              "[0-9a-zA-Z+/\\s]*={0,2}\\s*",
              "encode it as Base64, in groups of four characters"));

  private Primitives() {}

  private static Map.Entry<String, Format> format(String type, String pattern, String remedy) {
    return Map.entry(type, new Format(Pattern.compile(pattern), remedy));
  }

  /** What is wrong with the value and what to do, for a person; null when nothing is. */
  static @Nullable String problem(String type, JsonNode value) {
    return switch (type) {
      case "boolean" ->
          value.isBoolean() ? null : "must be true or false, without quotes, and is " + kind(value);
      case "integer", "unsignedInt", "positiveInt" -> wholeNumber(type, value);
      case "decimal" -> decimal(value);
      default ->
          value.isString()
              ? text(type, value.asString())
              : "must be a string and is " + kind(value);
    };
  }

  private static @Nullable String decimal(JsonNode value) {
    if (!value.isNumber()) {
      return "must be a number, without quotes, and is " + kind(value);
    }
    // A few characters could mean more digits than memory holds.
    BigDecimal number = value.decimalValue();
    return number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS
        ? null
        : "has more than " + MOST_DIGITS + " digits: round it";
  }

  private static @Nullable String wholeNumber(String type, JsonNode value) {
    long least = type.equals("integer") ? Integer.MIN_VALUE : type.equals("positiveInt") ? 1 : 0;
    if (!value.isNumber()) {
      return "must be a whole number, without quotes, and is " + kind(value);
    }
    // A number that int cannot hold is not made one first: 1e999999999 would fill the memory.
    boolean fits = value.isIntegralNumber() && value.canConvertToInt() && value.asInt() >= least;
    return fits ? null : "must be a whole number from %d to %d".formatted(least, Integer.MAX_VALUE);
  }

  private static @Nullable String text(String type, String text) {
    if (text.isEmpty()) {
      return "is empty: leave it out instead";
    }
    if (text.indexOf('\0') >= 0) {
      return "holds the character U+0000, which no text in FHIR may hold: remove it";
    }
    if (type.equals("code") && SURPLUS_SPACE.matcher(text).find()) {
      return "is no code: write it without space at its ends, and single spaces within";
    }
    Format format = FORMATS.get(type);
    if (format == null) {
      return null;
    }
    if (!format.pattern().matcher(text).matches()) {
      return "is no %s: %s".formatted(type, format.remedy());
    }
    return switch (type) {
      case "date", "dateTime", "instant" ->
          isDay(text) ? null : "is no day of the calendar: correct the month or the day";
      case "base64Binary" ->
          text.chars().filter(c -> !Character.isWhitespace(c)).count() % 4 == 0
              ? null
              : "is no base64Binary: " + format.remedy();
      default -> null;
    };
  }

  private static boolean isDay(String text) {
    if (text.startsWith("0000")) {
      return false;
    }
    if (text.length() < "2026-11-23".length()) {
      return true;
    }
    try {
      LocalDate.parse(text.substring(0, "2026-11-23".length()));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** What a value is, for a person. */
  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT, POJO -> "an object";
      case BOOLEAN -> "true or false";
      case NUMBER -> "a number";
      case STRING, BINARY -> "a string";
      case NULL, MISSING -> "null";
    };
  }
}
