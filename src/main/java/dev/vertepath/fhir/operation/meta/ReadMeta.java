package dev.vertepath.fhir.operation.meta;

import dev.vertepath.care.Tags;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Json;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code $meta}: profiles, tags and security labels of a resource or of one of its versions, and
 * all that are in use by a type or in the whole system (R4 resource-operation-meta.html).
 *
 * <p>What the service notes for itself in tags is told of a resource, but left out of those in use:
 * windows of time and numbers of versions, of which each resource has its own.
 */
final class ReadMeta implements Operation {

  private static final Signature SIGNATURE =
      Signature.reading(
          "meta",
          "http://hl7.org/fhir/OperationDefinition/Resource-meta",
          Set.of(Level.SYSTEM, Level.TYPE, Level.INSTANCE, Level.VERSION),
          Set.of());

  private final ClinicalRecord record;

  ReadMeta(ClinicalRecord record) {
    this.record = record;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    return call.id() == null
        ? returned(record.labels(call.type(), Tags.OWN_SYSTEMS))
        : returned(record.read(call.key(), call.version()).body());
  }

  /** Parameters with the meta of a stored body. */
  static byte[] returned(byte[] body) {
    return returned(Json.MAPPER.readTree(body).path("meta"));
  }

  private static byte[] returned(JsonNode meta) {
    ObjectNode parameters = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    if (!meta.isEmpty()) {
      // An element that holds nothing is none (ele-1).
      parameters.putArray("parameter").addObject().put("name", "return").set("valueMeta", meta);
    }
    return Json.MAPPER.writeValueAsBytes(parameters);
  }
}
