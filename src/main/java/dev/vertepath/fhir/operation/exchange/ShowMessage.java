package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.exchange.ledger.TouchedVersion;
import dev.vertepath.exchange.message.Messages;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.Json;
import java.util.Base64;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code [base]/$message}: a message as it came, what was answered, and the versions that it made.
 * R4 has no such operation.
 */
final class ShowMessage implements Operation {

  private static final Signature SIGNATURE =
      Signature.reading(
              "message",
              "https://vertepath.dev/fhir/OperationDefinition/message",
              Set.of(Level.SYSTEM),
              Set.of())
          .taking("message");

  private final Messages messages;

  ShowMessage(Messages messages) {
    this.messages = messages;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    Messages.Shown shown = messages.show(MessageParameters.message(call.arguments()));
    ObjectNode answer = MessageParameters.parameters();
    ArrayNode all = answer.withArray("parameter");
    MessageParameters.write(all, shown.entry());
    attachment(all, "raw", shown.entry().format(), shown.text().raw());
    Reply reply = shown.text().answer();
    if (reply != null) {
      attachment(all, "answer", reply.format(), reply.body());
    }
    for (TouchedVersion version : shown.touched()) {
      ArrayNode parts = MessageParameters.parts(all, "touched");
      parts
          .addObject()
          .put("name", "version")
          .putObject("valueReference")
          .put("reference", version.key() + "/_history/" + version.version());
      if (version.patient() != null) {
        parts
            .addObject()
            .put("name", "patient")
            .putObject("valueReference")
            .put("reference", "Patient/" + version.patient());
      }
      parts.addObject().put("name", "followed").put("valueBoolean", version.followed());
    }
    return Json.MAPPER.writeValueAsBytes(answer);
  }

  private static void attachment(ArrayNode all, String name, String format, byte[] bytes) {
    if (bytes.length > 0) {
      all.addObject()
          .put("name", name)
          .putObject("valueAttachment")
          .put("contentType", format)
          .put("data", Base64.getEncoder().encodeToString(bytes));
    }
  }
}
