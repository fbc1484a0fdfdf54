package dev.vertepath.care;

import dev.vertepath.record.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The data types of FHIR as trees. */
final class Fhir {

  private Fhir() {}

  static ObjectNode object() {
    return Json.MAPPER.createObjectNode();
  }

  static ArrayNode array(ObjectNode... elements) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (ObjectNode element : elements) {
      array.add(element);
    }
    return array;
  }

  static ObjectNode coding(String system, String code) {
    return object().put("system", system).put("code", code);
  }

  static ObjectNode coding(String system, String code, String display) {
    return coding(system, code).put("display", display);
  }

  static ObjectNode concept(String text, ObjectNode... codings) {
    ObjectNode concept = object();
    if (codings.length > 0) {
      concept.set("coding", array(codings));
    }
    return concept.put("text", text);
  }

  static ObjectNode reference(String reference) {
    return object().put("reference", reference);
  }

  static ArrayNode references(Collection<String> references) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    references.stream().sorted().forEach(r -> array.add(reference(r)));
    return array;
  }

  static ObjectNode identifier(String system, String value) {
    return object().put("system", system).put("value", value);
  }

  static ObjectNode period(@Nullable Instant start, @Nullable Instant end) {
    ObjectNode period = object();
    if (start != null) {
      period.put("start", start.toString());
    }
    if (end != null) {
      period.put("end", end.toString());
    }
    return period;
  }

  /** A note that the service signs. */
  static ObjectNode annotation(String text) {
    return object().put("authorString", Systems.SERVICE).put("text", text);
  }

  /** A quantity in units of UCUM, its number of the type that it has when it is read again. */
  static ObjectNode quantity(BigDecimal value, @Nullable String unit) {
    ObjectNode quantity = object();
    quantity.set("value", Json.MAPPER.readTree(value.toPlainString()));
    if (unit != null) {
      quantity.put("unit", unit).put("system", Systems.UCUM).put("code", unit);
    }
    return quantity;
  }
}
