package dev.vertepath.exchange.announcement;

import dev.vertepath.exchange.outbox.Delivery;
import dev.vertepath.record.Json;
import dev.vertepath.record.StoredResource;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes an event as a Bundle of the type message (R4 messaging.html). */
record EventMessage(String base, String endpoint) {

  private static final String EVENT = "https://vertepath.dev/fhir/CodeSystem/event";

  /**
   * @param focus the resource that the event is about; null where it is not told
   */
  ObjectNode write(Delivery delivery, @Nullable StoredResource focus) {
    UUID id = delivery.stableId();
    UUID headerId = UUID.nameUUIDFromBytes((id + "#header").getBytes(StandardCharsets.UTF_8));
    ObjectNode bundle = Json.MAPPER.createObjectNode().put("resourceType", "Bundle");
    bundle
        .put("id", id.toString())
        .put("type", "message")
        .put("timestamp", delivery.occurred().truncatedTo(ChronoUnit.MILLIS).toString());
    ArrayNode entries = bundle.putArray("entry");
    ObjectNode first = entries.addObject().put("fullUrl", "urn:uuid:" + headerId);
    ObjectNode header = first.putObject("resource").put("resourceType", "MessageHeader");
    header.put("id", headerId.toString());
    header.putObject("eventCoding").put("system", EVENT).put("code", delivery.topic());
    header.putArray("destination").addObject().put("endpoint", endpoint);
    header.putObject("source").put("name", "VertePath").put("endpoint", base);
    if (focus != null) {
      String url = base + "/" + focus.key().reference();
      header.putArray("focus").addObject().put("reference", url);
      entries.addObject().put("fullUrl", url).set("resource", Json.MAPPER.readTree(focus.body()));
    }
    return bundle;
  }
}
