package dev.vertepath.fhir.operation.glass;

import dev.vertepath.access.BreakGlass.Broken;
import dev.vertepath.record.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who broke the glass, as Parameters. */
final class Told {

  private Told() {}

  static byte[] of(List<Broken> all) {
    ObjectNode parameters = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    for (Broken one : all) {
      ArrayNode parts =
          parameters
              .withArray("parameter")
              .addObject()
              .put("name", "broken-glass")
              .putArray("part");
      part(parts, "id").put("valueString", Long.toString(one.id()));
      part(parts, "patient")
          .putObject("valueReference")
          .put("reference", "Patient/" + one.patient());
      part(parts, "subject").put("valueString", one.subject());
      part(parts, "name").put("valueString", one.name());
      part(parts, "purpose").put("valueCode", one.purpose());
      part(parts, "reason").put("valueString", one.reason());
      part(parts, "opened").put("valueInstant", one.opened().toString());
      part(parts, "until").put("valueInstant", one.until().toString());
      if (one.reviewed() != null) {
        part(parts, "reviewed").put("valueInstant", one.reviewed().toString());
        part(parts, "reviewer").put("valueString", one.reviewer());
        if (one.note() != null) {
          part(parts, "note").put("valueString", one.note());
        }
      }
    }
    return Json.MAPPER.writeValueAsBytes(parameters);
  }

  private static ObjectNode part(ArrayNode parts, String name) {
    return parts.addObject().put("name", name);
  }
}
