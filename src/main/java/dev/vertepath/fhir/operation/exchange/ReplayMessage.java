package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.exchange.message.Messages;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.ParametersAnswer;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.Json;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code [base]/$message-replay}: does again what a message says, and tells what became of it. R4
 * has no such operation.
 */
final class ReplayMessage implements Operation {

  private static final Signature SIGNATURE =
      Signature.reading(
              "message-replay",
              "https://vertepath.dev/fhir/OperationDefinition/message-replay",
              Set.of(Level.SYSTEM),
              Set.of())
          .taking("message")
          .affecting();

  private final Messages messages;

  ReplayMessage(Messages messages) {
    this.messages = messages;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  /** The answer as {@code answer}: a resource, or for HL7 v2 a text. */
  @Override
  public byte[] answer(OperationCall call) {
    long seq = MessageParameters.message(call.arguments());
    Reply reply = messages.replay(seq);
    var answer = ParametersAnswer.empty();
    MessageParameters.write(answer, messages.show(seq).entry());
    ObjectNode said = answer.add("answer");
    if (reply.format().startsWith("application/fhir+json")) {
      said.set("resource", Json.MAPPER.readTree(reply.body()));
    } else {
      said.put("valueString", new String(reply.body(), StandardCharsets.UTF_8));
    }
    return answer.written();
  }
}
