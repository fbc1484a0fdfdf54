package dev.vertepath.exchange.hl7v2;

import ca.uhn.hl7v2.parser.EncodingCharacters;
import java.util.List;
import java.util.Optional;

/**
 * The header of a message as it was sent: enough to answer, whatever else may be wrong.
 *
 * @param fields of MSH, without escapes undone
 */
record V2Header(char separator, List<String> fields) {

  private static final int SHORTEST = 8;

  /** Empty for what begins with no header. */
  static Optional<V2Header> of(String text) {
    String first = text.strip().split("[\\r\\n]", 2)[0];
    if (!first.startsWith("MSH") || first.length() < SHORTEST) {
      return Optional.empty();
    }
    char separator = first.charAt(3);
    List<String> fields = List.of(first.split("\\Q" + separator + "\\E", -1));
    return fields.size() < 2 || fields.get(1).length() < 4
        ? Optional.empty()
        : Optional.of(new V2Header(separator, fields));
  }

  /**
   * @param number as in MSH-10, from 2
   */
  String field(int number) {
    return number - 1 < fields.size() ? fields.get(number - 1) : "";
  }

  /** A component of the first repetition. */
  String component(int number, int component) {
    String first = field(number).split("\\Q" + fields.get(1).charAt(1) + "\\E", 2)[0];
    String[] components = first.split("\\Q" + fields.get(1).charAt(0) + "\\E", -1);
    return component <= components.length ? components[component - 1].strip() : "";
  }

  /** As the tables name it: {@code ADT^A01}. */
  String message() {
    return component(9, 1) + "^" + component(9, 2);
  }

  String controlId() {
    return field(10).strip();
  }

  /** Application and facility that send. */
  String source() {
    return component(3, 1) + "|" + component(4, 1);
  }

  /**
   * When it wants to be told that it is stored, as MSH-15 says it (table 0155); never where neither
   * MSH-15 nor MSH-16 has a value, which is the original mode (chapter 2.9.2).
   */
  String acceptWanted() {
    return orNever(field(15));
  }

  /** When it wants to be told what came of it: always in the original mode, else as in MSH-16. */
  String applicationWanted() {
    boolean original = field(15).isBlank() && field(16).isBlank();
    return original ? "AL" : orNever(field(16));
  }

  private static String orNever(String condition) {
    return condition.isBlank() ? "NE" : condition.strip();
  }

  EncodingCharacters characters() {
    return new EncodingCharacters(separator, fields.get(1));
  }
}
