package dev.vertepath.exchange.message;

import dev.vertepath.exchange.message.Message.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Lets every reference between the parts of a message name the fullUrl of its target (R4
 * bundle.html, "Resolving references in Bundles"). A relative reference means a resource of the
 * server that its own fullUrl lies on.
 */
final class PartReferences {

  private static final Pattern FULL_URL =
      Pattern.compile("(https?://.+)/[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}");
  private static final Pattern RELATIVE =
      Pattern.compile("([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(/_history/[A-Za-z0-9.-]+)?");

  private final @Nullable String ownBase;
  private final List<Part> parts;
  private final Map<String, String> byKey = new HashMap<>();

  /**
   * @param ownBase URL of this server, if it is known: what lies there is meant as it is
   */
  PartReferences(@Nullable String ownBase, List<Part> parts) {
    this.ownBase = ownBase;
    this.parts = new ArrayList<>(parts);
  }

  /** The same parts, each with a fullUrl, referring to each other by these. */
  List<Part> resolved() {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      ObjectNode resource = part.resource();
      if (resource != null) {
        String url = part.fullUrl() == null ? "urn:uuid:" + UUID.randomUUID() : part.fullUrl();
        parts.set(i, new Part(url, resource, part.partial()));
        String id = resource.path("id").asString("");
        if (!id.isEmpty()) {
          byKey.putIfAbsent(resource.path("resourceType").asString("") + "/" + id, url);
        }
      }
    }
    for (Part part : parts) {
      if (part.resource() != null) {
        String base = base(part);
        rewrite(part.resource(), reference -> target(reference, base));
      }
    }
    return parts;
  }

  private static @Nullable String base(Part part) {
    Matcher url = FULL_URL.matcher(String.valueOf(part.fullUrl()));
    return url.matches() ? url.group(1) : null;
  }

  private String target(String reference, @Nullable String base) {
    Matcher relative = RELATIVE.matcher(reference);
    if (!relative.matches()) {
      return reference;
    }
    String key = relative.group(1);
    if (base == null) {
      return byKey.getOrDefault(key, reference);
    }
    String absolute = base + "/" + key;
    boolean sent = parts.stream().anyMatch(part -> absolute.equals(part.fullUrl()));
    return !sent && base.equals(ownBase) ? reference : absolute;
  }

  private static void rewrite(JsonNode node, UnaryOperator<String> target) {
    switch (node) {
      case ObjectNode object -> {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          if (field.getKey().equals("reference") && field.getValue() instanceof StringNode text) {
            field.setValue(StringNode.valueOf(target.apply(text.asString())));
          } else {
            rewrite(field.getValue(), target);
          }
        }
      }
      case ArrayNode array -> array.forEach(element -> rewrite(element, target));
      default -> {
        // Holds no reference.
      }
    }
  }
}
