package dev.vertepath.record.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Codes and the like (R4 search.html, "token"). */
final class TokenValues {

  private TokenValues() {}

  /** A code with its system, either of which may be missing. */
  record Coded(@Nullable String system, @Nullable String code) {}

  static void add(IndexRows rows, Tokens tokens, JsonNode json, ElementType type) {
    for (Coded coded : coded(json, type)) {
      add(rows, tokens, coded.system(), coded.code());
    }
    switch (type.name()) {
      case "CodeableConcept" -> {
        text(rows, tokens, json);
        json.path("coding").forEach(coding -> display(rows, tokens, coding));
      }
      case "Coding" -> display(rows, tokens, json);
      case "Identifier" -> identifier(rows, tokens, json);
      default -> {
        // No text goes with it.
      }
    }
  }

  static List<Coded> coded(JsonNode json, ElementType type) {
    switch (type.name()) {
      case "CodeableConcept" -> {
        List<Coded> all = new ArrayList<>();
        for (JsonNode coding : json.path("coding")) {
          all.add(new Coded(text(coding, "system"), text(coding, "code")));
        }
        return all;
      }
      case "Coding" -> {
        return List.of(new Coded(text(json, "system"), text(json, "code")));
      }
      case "Identifier" -> {
        return List.of(new Coded(text(json, "system"), text(json, "value")));
      }
      case "ContactPoint" -> {
        return List.of(new Coded(null, text(json, "value")));
      }
      default -> {
        if (!json.isValueNode()) {
          // A structure that no token means, as a Period in a choice.
          return List.of();
        }
        String code = json.asString();
        return List.of(new Coded(type.systems().get(code), code));
      }
    }
  }

  private static void add(
      IndexRows rows, Tokens tokens, @Nullable String system, @Nullable String code) {
    if (code != null && !code.isEmpty()) {
      tokens.coded(system, code, rows.tokens());
      rows.tokens().add(tokens.any());
    } else if (system != null && !system.isEmpty()) {
      rows.tokens().add(tokens.system(system));
    }
  }

  private static void identifier(IndexRows rows, Tokens tokens, JsonNode json) {
    JsonNode type = json.path("type");
    text(rows, tokens, type);
    String value = text(json, "value");
    for (JsonNode coding : type.path("coding")) {
      String code = text(coding, "code");
      if (value != null && code != null) {
        String system = text(coding, "system");
        rows.tokens().add(tokens.typed(system, code, value));
      }
    }
  }

  private static void text(IndexRows rows, Tokens tokens, JsonNode concept) {
    text(rows, tokens, text(concept, "text"));
  }

  static void display(IndexRows rows, Tokens tokens, JsonNode json) {
    text(rows, tokens, text(json, "display"));
  }

  private static void text(IndexRows rows, Tokens tokens, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      rows.tokens().add(tokens.text(StringValues.fold(text)));
      rows.tokens().add(tokens.any());
    }
  }

  static @Nullable String text(JsonNode json, String name) {
    JsonNode value = json.get(name);
    return value == null || !value.isValueNode() || value.isNull() ? null : value.asString();
  }
}
