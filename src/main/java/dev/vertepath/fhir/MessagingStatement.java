package dev.vertepath.fhir;

import dev.vertepath.exchange.message.MessageEvent;
import dev.vertepath.exchange.message.MessageEvents;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementMessagingComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.EventCapabilityMode;
import org.hl7.fhir.r4.model.Coding;

/** Which messages are taken in, in the CapabilityStatement. */
final class MessagingStatement {

  private static final String TRANSPORT = "http://terminology.hl7.org/CodeSystem/message-transport";

  private MessagingStatement() {}

  /**
   * @param base the server's URL, without a slash at the end
   */
  static void describe(
      CapabilityStatementMessagingComponent messaging, String base, MessageEvents events) {
    messaging
        .addEndpoint()
        .setProtocol(new Coding(TRANSPORT, "http", "HTTP"))
        .setAddress(base + "/$process-message");
    messaging.setDocumentation(
        "A message that comes again gets the answer of before, however much later. With async=true"
            + " the answer is sent to response-url, or to the sender's endpoint.");
    for (MessageEvent event : events.all()) {
      messaging
          .addSupportedMessage()
          .setMode(EventCapabilityMode.RECEIVER)
          .setDefinition(event.url());
    }
  }
}
