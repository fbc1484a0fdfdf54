package dev.vertepath.record.index;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.IndexRows.ReferenceRow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** References as bodies write them, and what they point at (R4 references.html). */
public final class References {

  /** Longer ones are no addresses, and would not fit the index. */
  private static final int LONGEST_URL = 1000;

  private final List<String> ownBases;
  private final Set<String> types;

  /**
   * @param ownBases base URLs under which this server is known, without a slash at the end
   * @param types every resource type of R4
   */
  public References(List<String> ownBases, Set<String> types) {
    this.ownBases = List.copyOf(ownBases);
    this.types = Set.copyOf(types);
  }

  /** What a literal reference points at; empty for contained resources and bare URNs. */
  public Optional<ResourceKey> target(@Nullable String reference) {
    if (reference == null || reference.startsWith("#") || reference.length() > LONGEST_URL) {
      return Optional.empty();
    }
    LiteralReference literal = LiteralReference.of(reference);
    if (literal == null || !types.contains(literal.key().type())) {
      return reference.startsWith("urn:")
          ? Optional.of(new ResourceKey("", reference))
          : Optional.empty();
    }
    return literal.base() == null || ownBases.contains(literal.base())
        ? Optional.of(literal.key())
        : Optional.of(new ResourceKey("", reference));
  }

  /** Whether a reference is to a resource of this type, or may be because it does not say. */
  static boolean mayMean(JsonNode reference, String type) {
    JsonNode literal = reference.path("reference");
    if (!literal.isString()) {
      JsonNode named = reference.path("type");
      return !named.isString() || named.asString().equals(type);
    }
    LiteralReference parts = LiteralReference.of(literal.asString());
    return parts != null && parts.key().type().equals(type);
  }

  /** Adds the references that no search parameter covers: deletes must know them too. */
  public void uncovered(ObjectNode body, IndexRows rows) {
    Set<ResourceKey> covered = new HashSet<>();
    rows.references().forEach(r -> covered.add(new ResourceKey(r.targetType(), r.targetId())));
    collect(body, covered, rows);
  }

  private void collect(JsonNode node, Set<ResourceKey> covered, IndexRows rows) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().equals("reference") && field.getValue().isString()) {
        target(field.getValue().asString())
            .filter(covered::add)
            .ifPresent(t -> rows.references().add(new ReferenceRow("", t.type(), t.id(), null)));
      } else {
        collect(field.getValue(), covered, rows);
      }
    }
    if (node.isArray()) {
      node.forEach(element -> collect(element, covered, rows));
    }
  }

  /** Stands for an identifier's system and value in the index. */
  public static long identifierHash(@Nullable String system, String value) {
    return Hashes.of("identifier", system == null ? "" : system, value);
  }

  /** The hashes of a resource's own identifiers. */
  public static Set<Long> identifiers(JsonNode body) {
    Set<Long> hashes = new HashSet<>();
    JsonNode own = body.path("identifier");
    for (JsonNode identifier : own.isArray() ? own : List.of(own)) {
      JsonNode value = identifier.path("value");
      if (value.isString()) {
        hashes.add(
            identifierHash(
                identifier.path("system").isString() ? identifier.path("system").asString() : null,
                value.asString()));
      }
    }
    return hashes;
  }

  /**
   * Rewrites every place that may hold a URL of another entry (R4 http.html, transaction).
   *
   * @param rewriter is given the name of the element and the URL in it
   */
  public static void rewrite(JsonNode node, BinaryOperator<String> rewriter) {
    switch (node) {
      case ObjectNode object -> {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          if (field.getValue() instanceof StringNode text && mayHoldUrl(field.getKey())) {
            field.setValue(StringNode.valueOf(rewriter.apply(field.getKey(), text.asString())));
          } else {
            rewrite(field.getValue(), rewriter);
          }
        }
      }
      case ArrayNode array -> array.forEach(element -> rewrite(element, rewriter));
      default -> {
        // A value that is no URL.
      }
    }
  }

  /** The first reference to a resource by a URN, which means something within a bundle only. */
  public static Optional<String> firstUrn(JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      if (field.getKey().equals("reference") && isResourceUrn(value.asString(""))) {
        return Optional.of(value.asString());
      }
      Optional<String> within = firstUrn(value);
      if (within.isPresent()) {
        return within;
      }
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        Optional<String> within = firstUrn(element);
        if (within.isPresent()) {
          return within;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isResourceUrn(String reference) {
    return reference.startsWith("urn:uuid:") || reference.startsWith("urn:oid:");
  }

  private static boolean mayHoldUrl(String field) {
    return field.equals("reference")
        || field.equals("uri")
        || field.equals("url")
        || field.endsWith("Uri")
        || field.endsWith("Url");
  }
}
