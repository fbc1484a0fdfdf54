package dev.vertepath.fhir.operation.audit;

import dev.vertepath.access.audit.AuditInspection;
import dev.vertepath.access.audit.Verification;
import dev.vertepath.access.audit.Verification.Broken;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.Json;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code AuditEvent/$verify}: whether a part of the audit trail is as it was written, and the first
 * event that is not. R4 has no such operation.
 */
final class VerifyAudit implements Operation {

  private static final Signature SIGNATURE =
      new Signature(
          "verify",
          "https://vertepath.dev/fhir/OperationDefinition/AuditEvent-verify",
          Set.of(Level.TYPE),
          Set.of("AuditEvent"),
          false,
          Collections.unmodifiableSortedSet(new TreeSet<>(List.of("from", "to"))),
          null);

  private final AuditInspection inspection;

  VerifyAudit(AuditInspection inspection) {
    this.inspection = inspection;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  /**
   * Positions of the chain are numbers from 1; they are decimals here, being longer than integers.
   */
  @Override
  public byte[] answer(OperationCall call) {
    Verification found = inspection.verify(position(call, "from"), position(call, "to"));
    ObjectNode answer = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    ArrayNode parameters = answer.putArray("parameter");
    parameters.addObject().put("name", "sound").put("valueBoolean", found.isSound());
    number(parameters, "from", found.from());
    number(parameters, "to", found.to());
    number(parameters, "checkpoints", found.checkpoints());
    number(parameters, "unlinked", found.unlinked());
    text(parameters, "key", found.key());
    text(parameters, "publicKey", found.publicKey());
    Broken first = found.first();
    if (first != null) {
      ArrayNode parts = parameters.addObject().put("name", "broken").putArray("part");
      number(parts, "position", first.position());
      parts.addObject().put("name", "what").put("valueCode", first.what());
      if (first.event() != null) {
        parts
            .addObject()
            .put("name", "event")
            .putObject("valueReference")
            .put("reference", "AuditEvent/" + first.event());
      }
      text(parts, "message", first.sentence());
    }
    return Json.MAPPER.writeValueAsBytes(answer);
  }

  private static @Nullable Long position(OperationCall call, String name) {
    OptionalInt given = call.arguments().count(name);
    return given.isEmpty() ? null : Long.valueOf(given.getAsInt());
  }

  private static void number(ArrayNode parameters, String name, long value) {
    parameters.addObject().put("name", name).put("valueDecimal", value);
  }

  private static void text(ArrayNode parameters, String name, String value) {
    parameters.addObject().put("name", name).put("valueString", value);
  }
}
