package dev.vertepath.demo;

import dev.vertepath.record.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource that will be sent. A reference {@code @name} in it is to what is known under that name
 * by then.
 *
 * @param name under which it is known once it is stored
 */
record Form(String name, ObjectNode body) {

  /**
   * Fills a template.
   *
   * @param values names and values in turn: each {@code $name} becomes the value, within quotes
   */
  static Form of(String name, String template, Object... values) {
    return new Form(name, json(template, values));
  }

  static ObjectNode json(String template, Object... values) {
    String filled = template;
    for (int i = 0; i < values.length; i += 2) {
      filled = filled.replace("$" + values[i], quoted(String.valueOf(values[i + 1])));
    }
    return (ObjectNode) Json.MAPPER.readTree(filled);
  }

  private static String quoted(String text) {
    String literal = Json.MAPPER.writeValueAsString(text);
    return literal.substring(1, literal.length() - 1);
  }

  Form with(String element, JsonNode value) {
    ObjectNode more = body.deepCopy();
    more.set(element, value);
    return new Form(name, more);
  }

  Form with(String element, String value) {
    ObjectNode more = body.deepCopy();
    more.put(element, value);
    return new Form(name, more);
  }

  Form without(String element) {
    ObjectNode less = body.deepCopy();
    less.remove(element);
    return new Form(name, less);
  }

  static ArrayNode list(List<ObjectNode> of) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    of.forEach(list::add);
    return list;
  }

  static ObjectNode words(String text) {
    return Json.MAPPER.createObjectNode().put("text", text);
  }

  static ObjectNode coded(String system, String code, String text) {
    return json(
        """
        {"coding":[{"system":"$system","code":"$code"}],"text":"$text"}
        """,
        "system",
        system,
        "code",
        code,
        "text",
        text);
  }

  static ObjectNode reference(String to) {
    return Json.MAPPER.createObjectNode().put("reference", to);
  }

  /** To somebody who is known, with the name to be read. */
  static ObjectNode reference(Player player) {
    return reference("@" + player.position()).put("display", player.name());
  }
}
