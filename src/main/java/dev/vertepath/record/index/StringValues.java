package dev.vertepath.record.index;

import dev.vertepath.record.index.ElementPath.Child;
import dev.vertepath.record.index.IndexRows.StringRow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.lang3.StringUtils;
import tools.jackson.databind.JsonNode;

/** Texts (R4 search.html, "string"). */
public final class StringValues {

  private static final ElementType TEXT = new ElementType("string");

  /** The parts of the types that are searched by all of them. */
  private static final Map<String, List<Child>> PARTS =
      Map.of(
          "HumanName",
          List.of(one("family"), many("given"), many("prefix"), many("suffix"), one("text")),
          "Address",
          List.of(
              many("line"),
              one("city"),
              one("district"),
              one("state"),
              one("postalCode"),
              one("country"),
              one("text")));

  private StringValues() {}

  private static Child one(String key) {
    return new Child(key, false, false);
  }

  private static Child many(String key) {
    return new Child(key, false, true);
  }

  /** The ways to the parts of what a path leads to; none if it has no parts. */
  static List<ElementPath> parts(ElementPath path) {
    return PARTS.getOrDefault(path.type().name(), List.of()).stream()
        .map(part -> path.then(TEXT, part))
        .toList();
  }

  static void add(IndexRows rows, long param, JsonNode json, ElementType type) {
    List<Child> parts = PARTS.get(type.name());
    if (parts == null) {
      add(rows, param, json);
      return;
    }
    for (Child part : parts) {
      JsonNode value = json.path(part.key());
      if (value.isArray()) {
        value.forEach(item -> add(rows, param, item));
      } else {
        add(rows, param, value);
      }
    }
  }

  private static void add(IndexRows rows, long param, JsonNode json) {
    if (json.isString()) {
      add(rows, param, json.asString());
    }
  }

  private static void add(IndexRows rows, long param, String text) {
    if (!text.isBlank()) {
      rows.strings().add(new StringRow(param, fold(text), text));
    }
  }

  /** Lower case without accents, as R4 compares strings (search.html, "string"). */
  public static String fold(String text) {
    return (isPlain(text) ? text : StringUtils.stripAccents(text)).toLowerCase(Locale.ROOT);
  }

  /** Most texts have no accents, and to look for them costs more than all the rest. */
  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}
