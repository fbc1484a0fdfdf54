package dev.vertepath.desk.patient;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What somebody else changed meanwhile.
 *
 * @param element of the resource, as in {@code status}
 * @param path of the value within the resource
 * @param before empty where there was nothing
 * @param after empty where there is nothing
 */
record Change(String element, String path, String before, String after) {

  /** The differences, without what the service notes for itself. */
  static List<Change> between(JsonNode before, JsonNode after) {
    var was = new TreeMap<String, String>();
    var is = new TreeMap<String, String>();
    leaves(before, "", was);
    leaves(after, "", is);
    var paths = new TreeMap<>(was);
    paths.putAll(is);
    List<Change> changes = new ArrayList<>();
    for (String path : paths.keySet()) {
      String one = Objects.requireNonNullElse(was.get(path), "");
      String other = Objects.requireNonNullElse(is.get(path), "");
      if (!one.equals(other) && !path.startsWith("meta") && !path.startsWith("text.")) {
        changes.add(new Change(path.replaceFirst("[.\\[].*", ""), path, one, other));
      }
    }
    return changes;
  }

  private static void leaves(JsonNode node, String path, TreeMap<String, String> into) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  leaves(
                      entry.getValue(),
                      path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                      into));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        leaves(node.get(i), path + "[" + i + "]", into);
      }
    } else {
      into.put(path, node.asString(node.toString()));
    }
  }
}
