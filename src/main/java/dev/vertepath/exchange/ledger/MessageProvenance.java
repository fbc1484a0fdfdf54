package dev.vertepath.exchange.ledger;

import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where resources come from that a message brought (R4 provenance.html): one for each message. */
final class MessageProvenance {

  private static final String SENDER = "https://vertepath.dev/fhir/message-sender";
  private static final String MESSAGE = "https://vertepath.dev/fhir/message-id";
  private static final String AGENT =
      "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

  private final Incoming message;

  MessageProvenance(Incoming message) {
    this.message = message;
  }

  /** Follows from the message, so that it has one however often it is processed. */
  ResourceKey key() {
    return StableId.of("Provenance", message.sender().key(), message.id());
  }

  /**
   * @param versions that it brought
   */
  ObjectNode of(List<StoredResource> versions, Instant now) {
    ObjectNode provenance = Json.MAPPER.createObjectNode().put("resourceType", "Provenance");
    provenance.put("id", key().id());
    ArrayNode targets = provenance.putArray("target");
    versions.forEach(
        version ->
            targets.addObject().put("reference", version.key() + "/_history/" + version.version()));
    if (message.sent() != null) {
      provenance.put("occurredDateTime", message.sent().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    provenance.put("recorded", now.truncatedTo(ChronoUnit.MILLIS).toString());
    ObjectNode agent = provenance.putArray("agent").addObject();
    agent
        .putObject("type")
        .putArray("coding")
        .addObject()
        .put("system", AGENT)
        .put("code", "author");
    ObjectNode who = agent.putObject("who");
    who.putObject("identifier").put("system", SENDER).put("value", message.sender().key().strip());
    String organization = message.sender().organization();
    if (organization != null) {
      agent.putObject("onBehalfOf").put("reference", "Organization/" + organization);
    }
    ObjectNode entity = provenance.putArray("entity").addObject().put("role", "source");
    entity
        .putObject("what")
        .putObject("identifier")
        .put("system", MESSAGE)
        .put("value", message.id());
    return provenance;
  }
}
