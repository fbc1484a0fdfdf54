package dev.vertepath.fhir.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** FHIR has no empty objects and arrays: what lost all that it held is not there. */
final class Pruned {

  private Pruned() {}

  static void of(ObjectNode object) {
    List<String> empty = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (leavesNothing(field.getValue(), field.getKey().startsWith("_"))) {
        empty.add(field.getKey());
      }
    }
    object.remove(empty);
  }

  /**
   * @param beside whether it is the half of a primitive where null holds a place
   */
  private static boolean leavesNothing(JsonNode node, boolean beside) {
    if (node instanceof ObjectNode object) {
      of(object);
      return object.isEmpty();
    }
    if (node instanceof ArrayNode array) {
      prune(array, beside);
      return array.valueStream().allMatch(JsonNode::isNull);
    }
    return false;
  }

  private static void prune(ArrayNode array, boolean beside) {
    for (int i = array.size() - 1; i >= 0; i--) {
      if (leavesNothing(array.get(i), beside)) {
        if (beside) {
          array.setNull(i);
        } else {
          array.remove(i);
        }
      }
    }
  }
}
