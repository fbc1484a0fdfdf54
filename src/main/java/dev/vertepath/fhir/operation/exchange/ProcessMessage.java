package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.exchange.message.FhirChannel;
import dev.vertepath.exchange.message.Inbox;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code [base]/$process-message}: takes a message in, and answers it at once or, with {@code
 * async=true}, by the outbox (R4 messaging.html).
 */
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
  private final Outbox outbox;

  ProcessMessage(Inbox inbox, FhirChannel channel, Outbox outbox) {
    this.inbox = inbox;
    this.channel = channel;
    this.outbox = outbox;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    inbox.requireMaySend();
    ObjectNode message =
        call.arguments()
            .resource("content")
            .orElseThrow(
                () ->
                    new RecordException(
                        Kind.INVALID,
                        "required",
                        null,
                        "$process-message takes a Bundle of the type message as its body."));
    OperationCall.Sent sent = call.required();
    ResponseUrl later = ResponseUrl.of(call.arguments(), message);
    String url = later.url();
    if (url == null) {
      return inbox.receive(channel, sent.bytes(), sent.format()).body();
    }
    outbox.requireReceiver(url, later.place());
    inbox.receive(channel, sent.bytes(), sent.format(), url);
    return taken(url);
  }

  /** What became of it, the answer tells. */
  private static byte[] taken(String url) {
    ObjectNode outcome = Json.MAPPER.createObjectNode().put("resourceType", "OperationOutcome");
    outcome
        .putArray("issue")
        .addObject()
        .put("severity", "information")
        .put("code", "informational")
        .put(
            "diagnostics",
            "The message is in the ledger, and its answer on the way to %s.".formatted(url));
    return Json.MAPPER.writeValueAsBytes(outcome);
  }
}
