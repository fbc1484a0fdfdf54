package dev.vertepath.exchange.hl7v2;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts values where the tables say, as in {@code period.start} or {@code performer[].actor}. */
final class Elements {

  private Elements() {}

  /** A step that ends with [] gets one more element each time. */
  static void put(ObjectNode resource, String path, JsonNode value) {
    String[] steps = path.split("\\.");
    ObjectNode node = resource;
    for (int i = 0; i < steps.length - 1; i++) {
      node = within(node, steps[i]);
    }
    String last = steps[steps.length - 1];
    if (last.endsWith("[]")) {
      node.withArray(last.replace("[]", "")).add(value);
    } else {
      node.set(last, value);
    }
  }

  private static ObjectNode within(ObjectNode node, String step) {
    if (step.endsWith("[]")) {
      return node.withArray(step.replace("[]", "")).addObject();
    }
    return node.path(step) instanceof ObjectNode there ? there : node.putObject(step);
  }
}
