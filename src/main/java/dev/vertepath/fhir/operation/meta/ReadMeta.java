package dev.vertepath.fhir.operation.meta;

import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Json;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code $meta}: profiles, tags and security labels of a resource or of one of its versions (R4
 * resource-operation-meta.html).
 *
 * <p>R4 has it on a type and on the whole system as well: every label in use there. The index keeps
 * labels as hashes, so this would read every body of the record; it is not served.
 */
final class ReadMeta implements Operation {

  private static final Signature SIGNATURE =
      new Signature(
          "meta",
          "http://hl7.org/fhir/OperationDefinition/Resource-meta",
          Set.of(Level.INSTANCE, Level.VERSION),
          Set.of(),
          false,
          Collections.unmodifiableSortedSet(new TreeSet<>()),
          null);

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
    return returned(record.read(call.key(), call.version()).body());
  }

  /** Parameters with the meta of a stored body. */
  static byte[] returned(byte[] body) {
    JsonNode meta = Json.MAPPER.readTree(body).path("meta");
    ObjectNode parameters = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    parameters.putArray("parameter").addObject().put("name", "return").set("valueMeta", meta);
    return Json.MAPPER.writeValueAsBytes(parameters);
  }
}
