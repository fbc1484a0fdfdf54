package dev.vertepath.fhir.body;

import dev.vertepath.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The elements of one name within another: in JSON their values are one field, and what primitives
 * have beside their values is another, {@code _name} (R4 json.html).
 */
final class XmlElements {

  private final String name;
  private final boolean many;
  private final List<@Nullable JsonNode> values = new ArrayList<>();
  private final List<@Nullable JsonNode> beside = new ArrayList<>();

  XmlElements(String name, boolean many) {
    this.name = name;
    this.many = many;
  }

  int size() {
    return values.size();
  }

  void add(@Nullable JsonNode value, @Nullable JsonNode besideIt) {
    values.add(value);
    beside.add(besideIt);
  }

  void putInto(ObjectNode object) {
    put(object, name, values);
    put(object, "_" + name, beside);
  }

  private void put(ObjectNode object, String field, List<@Nullable JsonNode> nodes) {
    if (nodes.stream().allMatch(Objects::isNull)) {
      return;
    }
    JsonNode only = nodes.getFirst();
    if (!many && nodes.size() == 1 && only != null) {
      object.set(field, only);
      return;
    }
    ArrayNode array = object.putArray(field);
    for (JsonNode node : nodes) {
      array.add(node == null ? Json.MAPPER.nullNode() : node);
    }
  }
}
