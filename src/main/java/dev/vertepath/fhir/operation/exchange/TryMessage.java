package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.exchange.ledger.MessageWork.MadeVersion;
import dev.vertepath.exchange.message.Difference;
import dev.vertepath.exchange.message.DryRun;
import dev.vertepath.exchange.message.FhirChannel;
import dev.vertepath.exchange.message.Messages;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException.Problem;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code [base]/$message-dry-run}: what a message would change now, element by element; nothing is
 * stored. The message is one of the ledger, by its number, or is sent. R4 has no such operation.
 */
final class TryMessage implements Operation {

  private static final Signature SIGNATURE =
      Signature.reading(
              "message-dry-run",
              "https://vertepath.dev/fhir/OperationDefinition/message-dry-run",
              Set.of(Level.SYSTEM),
              Set.of())
          .taking("message", "content")
          .sent("content");

  private final Messages messages;
  private final FhirChannel channel;

  TryMessage(Messages messages, FhirChannel channel) {
    this.messages = messages;
    this.channel = channel;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    DryRun run = run(call);
    ObjectNode answer = MessageParameters.parameters();
    ArrayNode all = answer.withArray("parameter");
    all.addObject().put("name", "accepted").put("valueBoolean", run.refused() == null);
    if (run.refused() != null) {
      for (Problem problem : run.refused().problems()) {
        ArrayNode parts = MessageParameters.parts(all, "problem");
        MessageParameters.put(parts, "code", "valueCode", problem.code());
        MessageParameters.put(parts, "expression", "valueString", problem.expression());
        MessageParameters.put(parts, "diagnostics", "valueString", problem.diagnostics());
      }
    }
    for (Problem note : run.notes()) {
      String said = note.expression() + ": " + note.diagnostics();
      MessageParameters.put(all, "note", "valueString", said);
    }
    run.made().forEach(version -> write(MessageParameters.parts(all, "change"), version));
    return Json.MAPPER.writeValueAsBytes(answer);
  }

  private DryRun run(OperationCall call) {
    if (call.arguments().resource("content").isEmpty()) {
      return messages.rehearse(MessageParameters.message(call.arguments()));
    }
    OperationCall.Sent sent = call.required();
    return messages.rehearse(channel.name(), sent.bytes(), sent.format());
  }

  private static void write(ArrayNode parts, MadeVersion made) {
    String kind = made.version().deleted() ? "delete" : made.before() == null ? "create" : "update";
    MessageParameters.put(parts, "kind", "valueCode", kind);
    MessageParameters.put(parts, "resource", "valueString", made.version().key().reference());
    parts.addObject().put("name", "followed").put("valueBoolean", made.followed());
    for (Difference difference : Difference.between(made.before(), made.version())) {
      ArrayNode own = MessageParameters.parts(parts, "difference");
      MessageParameters.put(own, "path", "valueString", difference.path());
      MessageParameters.put(own, "before", "valueString", difference.before());
      MessageParameters.put(own, "after", "valueString", difference.after());
    }
  }
}
