package dev.vertepath.record.index;

import static dev.vertepath.record.index.TokenValues.text;

import dev.vertepath.record.index.IndexRows.StringRow;
import java.util.List;
import java.util.Locale;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Texts (R4 search.html, "string"). */
public final class StringValues {

  private static final List<String> OF_NAME = List.of("given", "prefix", "suffix");

  private static final List<String> OF_ADDRESS =
      List.of("city", "district", "state", "postalCode", "country", "text");

  private StringValues() {}

  static void add(IndexRows rows, long param, JsonNode json, ElementType type) {
    switch (type.name()) {
      case "HumanName" -> {
        add(rows, param, text(json, "family"));
        OF_NAME.forEach(part -> json.path(part).forEach(one -> add(rows, param, one)));
        add(rows, param, text(json, "text"));
      }
      case "Address" -> {
        json.path("line").forEach(one -> add(rows, param, one));
        OF_ADDRESS.forEach(part -> add(rows, param, text(json, part)));
      }
      default -> add(rows, param, json);
    }
  }

  private static void add(IndexRows rows, long param, JsonNode json) {
    if (json.isValueNode() && !json.isNull()) {
      add(rows, param, json.asString());
    }
  }

  private static void add(IndexRows rows, long param, @Nullable String text) {
    if (text != null && !text.isBlank()) {
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
