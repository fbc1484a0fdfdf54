package dev.vertepath.fhir.operation.purge;

import dev.vertepath.access.audit.Tombstones;
import dev.vertepath.access.audit.Tombstones.Tombstone;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.Json;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code $tombstones}: who erased which patients, why, how much that was, its hash, and the event
 * of the audit trail that tells of it. R4 has no such operation.
 */
final class ListTombstones implements Operation {

  private static final int DEFAULT_COUNT = 50;
  private static final int MOST = 1000;

  private static final Signature SIGNATURE =
      Signature.reading(
              "tombstones",
              "https://vertepath.dev/fhir/OperationDefinition/tombstones",
              Set.of(Level.SYSTEM),
              Set.of())
          .taking("patient", "before", "_count");

  private final Tombstones tombstones;

  ListTombstones(Tombstones tombstones) {
    this.tombstones = tombstones;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  /** One parameter {@code tombstone} for each, newest first; {@code next} is where to go on. */
  @Override
  public byte[] answer(OperationCall call) {
    int count = Math.min(call.arguments().count("_count").orElse(DEFAULT_COUNT), MOST);
    String patient =
        call.arguments().text("patient").map(id -> id.replaceFirst("^Patient/", "")).orElse(null);
    List<Tombstone> found = tombstones.list(patient, call.arguments().before(), count + 1);
    boolean more = found.size() > count;
    List<Tombstone> page = more ? found.subList(0, count) : found;
    ObjectNode answer = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    ArrayNode parameters = answer.putArray("parameter");
    page.forEach(
        one -> write(one, parameters.addObject().put("name", "tombstone").putArray("part")));
    if (more) {
      text(parameters, "next", Long.toString(page.getLast().id()));
    }
    return Json.MAPPER.writeValueAsBytes(answer);
  }

  private static void write(Tombstone tombstone, ArrayNode parts) {
    reference(parts, "patient", "Patient/" + tombstone.patient());
    parts.addObject().put("name", "erased").put("valueInstant", tombstone.erased().toString());
    text(parts, "subject", tombstone.subject());
    text(parts, "name", tombstone.name());
    text(parts, "reason", tombstone.reason());
    number(parts, "resources", tombstone.resources());
    number(parts, "versions", tombstone.versions());
    number(parts, "index-rows", tombstone.index());
    number(parts, "emptied", tombstone.emptied());
    Json.MAPPER
        .readTree(tombstone.rooms())
        .properties()
        .forEach(room -> number(parts, room.getKey(), room.getValue().asLong()));
    for (JsonNode left : Json.MAPPER.readTree(tombstone.left())) {
      reference(parts, "left", left.asString());
    }
    text(parts, "sha256", tombstone.hash());
    if (tombstone.event() != null) {
      reference(parts, "event", "AuditEvent/" + tombstone.event());
    }
  }

  private static void text(ArrayNode parts, String name, String value) {
    if (!value.isBlank()) {
      parts.addObject().put("name", name).put("valueString", value);
    }
  }

  private static void reference(ArrayNode parts, String name, String reference) {
    parts.addObject().put("name", name).putObject("valueReference").put("reference", reference);
  }

  /** Decimals, which have no largest one. */
  private static void number(ArrayNode parts, String name, long value) {
    parts.addObject().put("name", name).put("valueDecimal", value);
  }
}
