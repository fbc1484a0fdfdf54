package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.exchange.message.Messages;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.ParametersAnswer;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.Set;

/**
 * {@code [base]/$message-drop}: gives a dead letter up, with a reason. R4 has no such operation.
 */
final class DropMessage implements Operation {

  private static final int LONGEST_REASON = 1000;

  private static final Signature SIGNATURE =
      Signature.reading(
              "message-drop",
              "https://vertepath.dev/fhir/OperationDefinition/message-drop",
              Set.of(Level.SYSTEM),
              Set.of())
          .taking("message", "reason")
          .affecting();

  private final Messages messages;

  DropMessage(Messages messages) {
    this.messages = messages;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    String reason = call.arguments().text("reason").map(String::strip).orElse("");
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw new RecordException(
          Kind.INVALID,
          "required",
          call.arguments().place("reason"),
          "$message-drop asks for a reason, in words, in up to %d letters."
              .formatted(LONGEST_REASON));
    }
    var answer = ParametersAnswer.empty();
    MessageParameters.write(
        answer, messages.drop(MessageParameters.message(call.arguments()), reason));
    return answer.written();
  }
}
