package dev.vertepath.record.index;

import static dev.vertepath.record.index.TokenValues.text;

import dev.vertepath.record.index.IndexRows.ReferenceRow;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** References, canonical ones among them, and URIs (R4 search.html, "reference" and "uri"). */
final class ReferenceValues {

  private final References references;

  ReferenceValues(References references) {
    this.references = references;
  }

  void add(IndexRows rows, SearchParameters.Parameter parameter, JsonNode json, ElementType type) {
    switch (type.name()) {
      case "Reference" -> reference(rows, parameter, json);
      case "Resource" -> inline(rows, parameter.tokens(), json);
      case "canonical" -> canonical(rows, parameter.tokens(), json);
      default -> {
        if (json.isValueNode()) {
          uri(rows, parameter.tokens(), json.asString());
        }
      }
    }
  }

  private void reference(IndexRows rows, SearchParameters.Parameter parameter, JsonNode json) {
    Tokens tokens = parameter.tokens();
    JsonNode identifier = json.path("identifier");
    String system = text(identifier, "system");
    String value = text(identifier, "value");
    if (value != null) {
      rows.tokens().add(tokens.identifier(value));
      rows.tokens().add(tokens.identifier(system, value));
    }
    TokenValues.display(rows, tokens, json);
    if (parameter.stored().only() != null) {
      // Another parameter stores the reference itself.
      return;
    }
    String literal = text(json, "reference");
    if (literal != null) {
      references
          .target(literal)
          .ifPresent(
              t ->
                  rows.references()
                      .add(new ReferenceRow(parameter.name(), t.type(), t.id(), null)));
    } else if (value != null) {
      String named = text(json, "type");
      String target = named == null ? parameter.likeliestTarget() : named;
      long hash = References.identifierHash(system, value);
      rows.references().add(new ReferenceRow(parameter.name(), target, "", hash));
    }
  }

  /** A resource that lies where others have a reference, as the first entry of a document. */
  private static void inline(IndexRows rows, Tokens tokens, JsonNode json) {
    String type = text(json, "resourceType");
    String id = text(json, "id");
    if (type != null && id != null) {
      rows.tokens().add(tokens.code(type + "/" + id));
      rows.tokens().add(tokens.any());
    }
  }

  private static void canonical(IndexRows rows, Tokens tokens, JsonNode json) {
    String url = json.asString();
    uri(rows, tokens, url);
    // One that names no version asks for every version.
    rows.tokens().add(tokens.code(StringUtils.substringBefore(url, "|")));
  }

  static void uri(IndexRows rows, Tokens tokens, @Nullable String uri) {
    if (uri != null && !uri.isEmpty()) {
      rows.tokens().add(tokens.code(uri));
      rows.tokens().add(tokens.any());
    }
  }

  /** What {@code :below} looks for as well. */
  static void hierarchy(IndexRows rows, Tokens tokens, String uri) {
    if (uri.contains("://")) {
      Tokens.above(StringUtils.substringBefore(uri, "|"))
          .forEach(url -> rows.tokens().add(tokens.below(url)));
    }
  }
}
