package dev.vertepath.desk.patient;

import dev.vertepath.record.Json;
import tools.jackson.databind.node.ObjectNode;

/** Concepts as forms write them. */
final class Words {

  private Words() {}

  /** A concept in words alone. */
  static ObjectNode of(String text) {
    return Json.MAPPER.createObjectNode().put("text", text);
  }

  static ObjectNode coded(String system, String code, String text) {
    ObjectNode concept = of(text);
    concept.putArray("coding").addObject().put("system", system).put("code", code);
    return concept;
  }
}
