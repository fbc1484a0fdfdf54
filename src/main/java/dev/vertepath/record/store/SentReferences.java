package dev.vertepath.record.store;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The references in a body that was sent, and where they stand. */
final class SentReferences {

  private static final String REFERENCE = "reference";

  private SentReferences() {}

  /** Visits every {@code Reference.reference}. */
  static void each(JsonNode node, Consumer<String> visitor) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().equals(REFERENCE) && field.getValue().isString()) {
        visitor.accept(field.getValue().asString());
      } else {
        each(field.getValue(), visitor);
      }
    }
    if (node.isArray()) {
      node.forEach(element -> each(element, visitor));
    }
  }

  /**
   * Where the first of them stands that is sought, as in {@code Condition.subject.reference}.
   *
   * @param at the place of the body itself
   * @return that place if there is none
   */
  static String place(JsonNode body, String at, Predicate<String> sought) {
    String found = find(body, at, sought);
    return found == null ? at : found;
  }

  private static @Nullable String find(JsonNode node, String at, Predicate<String> sought) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String place = at + "." + field.getKey();
      boolean reference = field.getKey().equals(REFERENCE) && field.getValue().isString();
      String found =
          reference
              ? (sought.test(field.getValue().asString()) ? place : null)
              : find(field.getValue(), place, sought);
      if (found != null) {
        return found;
      }
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        String found = find(node.get(i), at + "[" + i + "]", sought);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
