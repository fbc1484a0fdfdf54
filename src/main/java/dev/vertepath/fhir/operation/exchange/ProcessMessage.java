package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.exchange.message.FhirChannel;
import dev.vertepath.exchange.message.Inbox;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.Set;

/** {@code [base]/$process-message}: takes a message in and answers it (R4 messaging.html). */
final class ProcessMessage implements Operation {

  private static final Signature SIGNATURE =
      Signature.reading(
              "process-message",
              "http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message",
              Set.of(Level.SYSTEM),
              Set.of())
          .taking("content", "async", "response-url")
          .affecting()
          .sent("content");

  private final Inbox inbox;
  private final FhirChannel channel;

  ProcessMessage(Inbox inbox, FhirChannel channel) {
    this.inbox = inbox;
    this.channel = channel;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    inbox.requireMaySend();
    if (call.arguments().resource("content").isEmpty()) {
      throw new RecordException(
          Kind.INVALID,
          "required",
          null,
          "$process-message takes a Bundle of the type message as its body.");
    }
    for (String name : new String[] {"async", "response-url"}) {
      String asked = call.arguments().text(name).orElse("false");
      if (!asked.equals("false")) {
        throw new RecordException(
            Kind.UNPROCESSABLE,
            "not-supported",
            call.arguments().place(name),
            "Messages are answered at once here, and not later or elsewhere: leave '%s' away."
                .formatted(name));
      }
    }
    OperationCall.Sent sent = call.required();
    return inbox.receive(channel, sent.bytes(), sent.format()).body();
  }
}
