package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.exchange.ledger.MessageWork.MadeVersion;
import dev.vertepath.exchange.message.Difference;
import dev.vertepath.exchange.message.DryRun;
import dev.vertepath.exchange.message.FhirChannel;
import dev.vertepath.exchange.message.Messages;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.ParametersAnswer;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.RecordException.Problem;
import java.util.Set;

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
    var answer = ParametersAnswer.empty();
    answer.flag("accepted", run.refused() == null);
    if (run.refused() != null) {
      for (Problem problem : run.refused().problems()) {
        ParametersAnswer parts = answer.within("problem");
        parts.code("code", problem.code());
        parts.text("expression", problem.expression());
        parts.text("diagnostics", problem.diagnostics());
      }
    }
    for (Problem note : run.notes()) {
      answer.text("note", note.expression() + ": " + note.diagnostics());
    }
    run.made().forEach(version -> write(answer.within("change"), version));
    return answer.written();
  }

  private DryRun run(OperationCall call) {
    if (call.arguments().resource("content").isEmpty()) {
      return messages.rehearse(MessageParameters.message(call.arguments()));
    }
    OperationCall.Sent sent = call.required();
    return messages.rehearse(channel.name(), sent.bytes(), sent.format());
  }

  private static void write(ParametersAnswer parts, MadeVersion made) {
    String kind = made.version().deleted() ? "delete" : made.before() == null ? "create" : "update";
    parts.code("kind", kind);
    parts.text("resource", made.version().key().reference());
    parts.flag("followed", made.followed());
    for (Difference difference : Difference.between(made.before(), made.version())) {
      ParametersAnswer own = parts.within("difference");
      own.text("path", difference.path());
      own.text("before", difference.before());
      own.text("after", difference.after());
    }
  }
}
