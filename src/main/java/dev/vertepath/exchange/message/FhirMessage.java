package dev.vertepath.exchange.message;

import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message of FHIR, of which the header is readable. */
final class FhirMessage implements Message {

  private final ObjectNode bundle;
  private final Envelope envelope;
  private final FhirBodies bodies;
  private final MessageEvents events;
  private final String software;

  FhirMessage(
      ObjectNode bundle,
      Envelope envelope,
      FhirBodies bodies,
      MessageEvents events,
      String software) {
    this.bundle = bundle;
    this.envelope = envelope;
    this.bodies = bodies;
    this.events = events;
    this.software = software;
  }

  @Override
  public Envelope envelope() {
    return envelope;
  }

  @Override
  public List<Part> parts() {
    // The record changes what it stores, and the same message may be tried again.
    ObjectNode copy = bundle.deepCopy();
    bodies.check().accept(copy, "Bundle");
    new MessageFocus(copy, event()).require();
    List<Part> parts = new ArrayList<>();
    for (JsonNode entry : copy.path("entry")) {
      String fullUrl = entry.path("fullUrl").asString("");
      boolean header = parts.isEmpty();
      parts.add(
          new Part(
              fullUrl.isEmpty() ? null : fullUrl, header ? null : resource(entry, parts.size())));
    }
    return parts;
  }

  private static ObjectNode resource(JsonNode entry, int index) {
    if (entry.path("resource") instanceof ObjectNode resource) {
      return resource;
    }
    throw new RecordException(
        Kind.INVALID,
        "required",
        "Bundle.entry[" + index + "].resource",
        "The entry holds no resource.");
  }

  private MessageEvent event() {
    return events
        .of(header())
        .orElseThrow(
            () ->
                new RecordException(
                    Kind.UNPROCESSABLE,
                    "not-supported",
                    "Bundle.entry[0].resource.event",
                    "The event '%s' is not known here. Of the system %s these are: %s."
                        .formatted(envelope.event(), MessageEvents.SYSTEM, events.named())));
  }

  private JsonNode header() {
    return bundle.at("/entry/0/resource");
  }

  @Override
  public Reply accepted(Instant now, List<RecordException.Problem> notes) {
    return reply(now, "ok", "information", notes);
  }

  @Override
  public Reply refused(Instant now, RecordException why, boolean passing) {
    return reply(
        now,
        passing ? "transient-error" : "fatal-error",
        "error",
        bodies.names().apply(bundle, why).problems());
  }

  private Reply reply(
      Instant now, String code, String severity, List<RecordException.Problem> problems) {
    var response = new ResponseMessage(envelope.id(), header(), software);
    byte[] body =
        Json.MAPPER.writeValueAsBytes(
            response.of(now, code, severity, Optional.of(problems).filter(p -> !p.isEmpty())));
    return new Reply(body, FhirChannel.JSON);
  }

  @Override
  public String toString() {
    return envelope.event() + " " + envelope.id();
  }
}
