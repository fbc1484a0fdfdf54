package dev.vertepath.fhir.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The elements of one name in an object of FHIR JSON. A primitive one has two halves: its value,
 * and its id and extensions in the field with the underscore (R4 json.html, "primitive elements").
 *
 * @param many whether the element may repeat, and so is written as an array
 */
record Elements(ObjectNode owner, String name, boolean many) {

  /** One element. */
  record Element(@Nullable JsonNode value, @Nullable JsonNode beside) {}

  List<Element> read() {
    JsonNode values = owner.path(name);
    JsonNode besides = owner.path("_" + name);
    List<Element> all = new ArrayList<>();
    if (!many) {
      if (owner.has(name) || owner.has("_" + name)) {
        all.add(new Element(present(values), present(besides)));
      }
      return all;
    }
    for (int i = 0; i < Math.max(values.size(), besides.size()); i++) {
      all.add(new Element(present(values.path(i)), present(besides.path(i))));
    }
    return all;
  }

  private static @Nullable JsonNode present(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? null : node;
  }

  void write(List<Element> all) {
    write(name, all, Element::value);
    write("_" + name, all, Element::beside);
  }

  private void write(String field, List<Element> all, Function<Element, @Nullable JsonNode> half) {
    List<@Nullable JsonNode> nodes = new ArrayList<>();
    for (Element element : all) {
      nodes.add(half.apply(element));
    }
    if (nodes.stream().allMatch(Objects::isNull)) {
      owner.remove(field);
    } else if (many) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (JsonNode node : nodes) {
        array.add(node == null ? JsonNodeFactory.instance.nullNode() : node);
      }
      owner.set(field, array);
    } else {
      owner.set(field, nodes.getFirst());
    }
  }
}
