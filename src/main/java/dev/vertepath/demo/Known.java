package dev.vertepath.demo;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of a patient while her course is played: under which references her things were
 * stored. They are named here, as {@code fracture-1}, since ids are the server's to give.
 */
final class Known {

  private static final Pattern NAME = Pattern.compile("@([a-z0-9-]+)");

  private final @Nullable Known common;
  private final Map<String, String> references = new HashMap<>();

  /**
   * @param common what is known to all, as who works where; null for that itself
   */
  Known(@Nullable Known common) {
    this.common = common;
  }

  void put(String name, String reference) {
    references.put(name, reference);
  }

  /** The reference, or what stands for it within the transaction that stores it. */
  String reference(String name) {
    String own = references.get(name);
    if (own != null) {
      return own;
    }
    String others = common == null ? null : common.references.get(name);
    return others == null ? urn(name) : others;
  }

  static String urn(String name) {
    return "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The text with the reference in the place of each {@code @name}. */
  String filled(String text) {
    return NAME.matcher(text)
        .replaceAll(name -> Matcher.quoteReplacement(reference(name.group(1))));
  }

  /** A copy with literal references in the place of named ones. */
  ObjectNode filled(ObjectNode body) {
    ObjectNode copy = body.deepCopy();
    fill(copy);
    return copy;
  }

  private void fill(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("reference").isString()) {
      object.put("reference", filled(object.path("reference").stringValue()));
    }
    node.forEach(this::fill);
  }
}
