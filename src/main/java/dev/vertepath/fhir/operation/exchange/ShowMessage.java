package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.exchange.ledger.TouchedVersion;
import dev.vertepath.exchange.message.Messages;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.ParametersAnswer;
import dev.vertepath.fhir.operation.Signature;
import java.util.Base64;
import java.util.Set;

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
    var answer = ParametersAnswer.empty();
    MessageParameters.write(answer, shown.entry());
    attachment(answer, "raw", shown.entry().format(), shown.text().raw());
    Reply reply = shown.text().answer();
    if (reply != null) {
      attachment(answer, "answer", reply.format(), reply.body());
    }
    for (TouchedVersion version : shown.touched()) {
      ParametersAnswer parts = answer.within("touched");
      parts.reference("version", version.key() + "/_history/" + version.version());
      parts.reference("patient", version.patient() == null ? null : "Patient/" + version.patient());
      parts.flag("followed", version.followed());
    }
    return answer.written();
  }

  private static void attachment(
      ParametersAnswer answer, String name, String format, byte[] bytes) {
    if (bytes.length > 0) {
      answer
          .add(name)
          .putObject("valueAttachment")
          .put("contentType", format)
          .put("data", Base64.getEncoder().encodeToString(bytes));
    }
  }
}
