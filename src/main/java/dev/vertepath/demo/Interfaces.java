package dev.vertepath.demo;

import dev.vertepath.access.BreakGlass;
import dev.vertepath.access.audit.Trail;
import dev.vertepath.exchange.message.Channel;
import dev.vertepath.exchange.message.Inbox;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.record.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** By which hospitals send and fetch messages, and persons open records. */
final class Interfaces {

  private static final String EVENTS = "https://vertepath.dev/fhir/CodeSystem/message-event";

  private static final String HEADER =
      """
      {"resourceType":"MessageHeader","id":"$id","eventCoding":{"system":"$events","code":"$event"},
       "source":{"name":"$name","endpoint":"$endpoint"},"focus":[{"reference":"$focus"}]}
      """;

  private final Inbox inbox;
  private final Map<String, Channel> channels;
  private final Outbox outbox;
  private final BreakGlass glass;

  Interfaces(Inbox inbox, List<Channel> channels, Outbox outbox, BreakGlass glass) {
    this.inbox = inbox;
    this.channels = channels.stream().collect(Collectors.toMap(Channel::name, Function.identity()));
    this.outbox = outbox;
    this.glass = glass;
  }

  /**
   * Sends a message of FHIR.
   *
   * @param id that its sender gives it
   * @param forms of which the first is what it is about
   */
  void fhir(Player by, String id, String event, Instant at, List<Form> forms, Known known) {
    ObjectNode bundle = Json.MAPPER.createObjectNode().put("resourceType", "Bundle");
    bundle.put("id", "envelope-" + id).put("type", "message").put("timestamp", at.toString());
    ArrayNode entries = bundle.putArray("entry");
    ObjectNode header =
        Form.json(
            HEADER,
            "id",
            id,
            "events",
            EVENTS,
            "event",
            event,
            "name",
            by.name(),
            "endpoint",
            by.hospital().system("messages"),
            "focus",
            Known.urn(forms.getFirst().name()));
    entries.addObject().put("fullUrl", Known.urn("header-" + id)).set("resource", header);
    for (Form form : forms) {
      entries
          .addObject()
          .put("fullUrl", Known.urn(form.name()))
          .set("resource", known.filled(form.body()));
    }
    receive("fhir", "application/fhir+json", Json.MAPPER.writeValueAsBytes(bundle));
  }

  /**
   * Sends a message of HL7 v2.
   *
   * @param segments each on a line
   */
  void v2(String segments) {
    receive(
        "hl7v2",
        "application/hl7-v2",
        segments.strip().replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
  }

  private void receive(String channel, String format, byte[] message) {
    Channel by = channels.get(channel);
    if (by == null) {
      throw new IllegalStateException("There is no channel " + channel);
    }
    Trail.get()
        .operation(
            channel.equals("fhir") ? "process-message" : channel,
            null,
            "",
            () -> inbox.receive(by, message, format));
  }

  /** Puts an answer on its way to one who waits for it; within an open transaction. */
  void answer(String url, String key) {
    outbox.enqueue(
        url,
        "application/fhir+json",
        "{\"resourceType\":\"OperationOutcome\"}".getBytes(StandardCharsets.UTF_8),
        key,
        null);
  }

  /**
   * Opens a record in spite of a Consent or a label.
   *
   * @param patient logical id
   * @return the number of that
   */
  long open(String patient, String reason) {
    return Trail.get()
        .operation(
            "break-glass", "Patient/" + patient, "", () -> glass.open(patient, "ETREAT", reason))
        .id();
  }

  void review(long opened, String note) {
    Trail.get()
        .operation("review-broken-glass", null, "id=" + opened, () -> glass.review(opened, note));
  }
}
