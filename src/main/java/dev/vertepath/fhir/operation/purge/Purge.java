package dev.vertepath.fhir.operation.purge;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.Erased;
import dev.vertepath.record.Erasure;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Patient/[id]/$purge}: erases a patient, for a reason; {@code $purge-preview} tells what
 * that would take away. It takes no {@code _count}: it is done whole or not at all.
 */
final class Purge implements Operation {

  private static final int LONGEST_REASON = 1000;

  private final AuditedRecord record;
  private final boolean rehearsed;
  private final Signature signature;

  Purge(AuditedRecord record, String name, boolean rehearsed) {
    this.record = record;
    this.rehearsed = rehearsed;
    Signature reading =
        Signature.reading(
            name,
            "https://vertepath.dev/fhir/OperationDefinition/Patient-" + name,
            Set.of(Level.INSTANCE),
            Set.of("Patient"));
    this.signature = rehearsed ? reading : reading.taking("reason").affecting();
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public byte[] answer(OperationCall call) {
    Caller caller = CurrentCaller.get();
    String reason = rehearsed ? "" : reason(call.arguments());
    return told(
        record.erase(
            new Erasure(call.key().id(), reason, caller.subject(), caller.name(), rehearsed)));
  }

  private static String reason(Arguments arguments) {
    String reason = arguments.text("reason").map(String::strip).orElse("");
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw new RecordException(
          Kind.INVALID,
          "required",
          arguments.place("reason"),
          "$purge asks for a reason, in words that do not name the patient, in up to %d letters."
              .formatted(LONGEST_REASON));
    }
    return reason;
  }

  private byte[] told(Erased erased) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    ArrayNode parameters = answer.putArray("parameter");
    parameters.addObject().put("name", "erased").put("valueBoolean", !rehearsed);
    number(parameters, "resources", erased.resources());
    number(parameters, "versions", erased.versions());
    number(parameters, "index-rows", erased.index());
    number(parameters, "emptied", erased.emptied());
    erased.rooms().forEach((what, rows) -> number(parameters, what, rows));
    erased.also().forEach(key -> reference(parameters, "also", key));
    erased.left().forEach(key -> reference(parameters, "left", key));
    parameters.addObject().put("name", "sha256").put("valueString", erased.hash());
    return Json.MAPPER.writeValueAsBytes(answer);
  }

  private static void reference(ArrayNode parameters, String name, ResourceKey key) {
    parameters
        .addObject()
        .put("name", name)
        .putObject("valueReference")
        .put("reference", key.reference());
  }

  /** Decimals, which have no largest one. */
  private static void number(ArrayNode parameters, String name, long value) {
    parameters.addObject().put("name", name).put("valueDecimal", value);
  }
}
