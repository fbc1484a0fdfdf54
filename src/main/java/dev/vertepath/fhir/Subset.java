package dev.vertepath.fhir;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which part of the resources is wanted (R4 search.html, "_summary" and "_elements").
 *
 * @param elements of {@code _elements}; empty for none
 */
record Subset(Subset.Summary summary, Set<String> elements) {

  /** The values of {@code _summary}. */
  enum Summary {
    TRUE,
    TEXT,
    DATA,
    COUNT,
    FALSE
  }

  static final Subset WHOLE = new Subset(Summary.FALSE, Set.of());

  /**
   * @param parameters of the URL, decoded
   * @param search whether it is a search, which may count only
   * @throws RecordException INVALID for a value that R4 does not know
   */
  static Subset of(Map<String, String[]> parameters, boolean search) {
    Summary summary = summary(last(parameters, "_summary"));
    Set<String> elements = new TreeSet<>();
    for (String value : parameters.getOrDefault("_elements", new String[0])) {
      Arrays.stream(value.split(","))
          .map(String::strip)
          .filter(e -> !e.isEmpty())
          .forEach(elements::add);
    }
    if (!elements.isEmpty() && summary != Summary.FALSE) {
      throw invalid(
          "_elements and _summary=%s exclude each other: send one of them."
              .formatted(summary.name().toLowerCase(Locale.ROOT)));
    }
    if (summary == Summary.COUNT && !search) {
      throw invalid("_summary=count is for searches: there is nothing to count here.");
    }
    return new Subset(summary, elements);
  }

  private static String last(Map<String, String[]> parameters, String name) {
    String[] values = parameters.getOrDefault(name, new String[0]);
    return values.length == 0 ? "" : values[values.length - 1].strip();
  }

  private static Summary summary(String value) {
    return switch (value) {
      case "", "false" -> Summary.FALSE;
      case "true" -> Summary.TRUE;
      case "text" -> Summary.TEXT;
      case "data" -> Summary.DATA;
      case "count" -> Summary.COUNT;
      default ->
          throw invalid(
              "_summary is '%s': true, text, data, count and false are its values."
                  .formatted(value));
    };
  }

  static RecordException invalid(String what) {
    return new RecordException(Kind.INVALID, "invalid", null, what);
  }

  /** Whether resources are sent whole. */
  boolean isWhole() {
    return elements.isEmpty() && (summary == Summary.FALSE || summary == Summary.COUNT);
  }
}
