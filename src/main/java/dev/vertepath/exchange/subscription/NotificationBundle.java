package dev.vertepath.exchange.subscription;

import dev.vertepath.exchange.outbox.Delivery;
import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Notifications as Bundles (Subscriptions R5 Backport 1.1, profiles
 * backport-subscription-notification-r4 and backport-subscription-status-r4).
 */
final class NotificationBundle {

  private static final String PROFILE = DefinitionReader.EXTENSION;

  private final String base;

  /**
   * @param base the service's URL, without a slash at the end
   */
  NotificationBundle(String base) {
    this.base = base;
  }

  /**
   * An event with what may be told of it.
   *
   * @param seen the resource in the version that tells of it; null where it is not seen
   */
  record Told(Delivery delivery, @Nullable StoredResource seen) {}

  /**
   * Writes one.
   *
   * @param id the same for the same notification
   * @param type as {@code handshake}
   * @param now when it is written
   */
  ObjectNode write(
      UUID id, String type, Channel channel, Content content, List<Told> events, Instant now) {
    ObjectNode bundle = Json.MAPPER.createObjectNode().put("resourceType", "Bundle");
    bundle.put("id", id.toString());
    bundle
        .putObject("meta")
        .putArray("profile")
        .add(PROFILE + "backport-subscription-notification-r4");
    bundle.put("type", "history").put("timestamp", time(now));
    ArrayNode entries = bundle.putArray("entry");
    ObjectNode first = entries.addObject();
    UUID statusId = UUID.nameUUIDFromBytes((id + "#status").getBytes(StandardCharsets.UTF_8));
    first.put("fullUrl", "urn:uuid:" + statusId);
    first.set("resource", status(type, channel, content, events).put("id", statusId.toString()));
    first
        .putObject("request")
        .put("method", "GET")
        .put("url", base + "/" + channel.name() + "/$status");
    first.putObject("response").put("status", "200");
    if (content != Content.EMPTY) {
      events.stream()
          .filter(told -> told.seen() != null)
          .forEach(told -> add(entries.addObject(), told.seen(), content));
    }
    return bundle;
  }

  private void add(ObjectNode entry, @Nullable StoredResource seen, Content content) {
    if (seen == null) {
      return;
    }
    entry.put("fullUrl", url(seen.key()));
    if (content == Content.FULL_RESOURCE) {
      entry.set("resource", Json.MAPPER.readTree(seen.body()));
    }
    boolean first = seen.version() == 1;
    entry
        .putObject("request")
        .put("method", first && seen.method().equals("POST") ? "POST" : "PUT")
        .put(
            "url",
            first && seen.method().equals("POST") ? seen.key().type() : seen.key().reference());
    entry.putObject("response").put("status", first ? "201" : "200");
  }

  /** The status of a subscription, with events or without. */
  ObjectNode status(String type, Channel channel, Content content, List<Told> events) {
    ObjectNode parameters = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    parameters
        .putObject("meta")
        .putArray("profile")
        .add(PROFILE + "backport-subscription-status-r4");
    ArrayNode all = parameters.putArray("parameter");
    parameter(all, "subscription").putObject("valueReference").put("reference", url(channel.key()));
    if (channel.definition().topic() != null) {
      parameter(all, "topic").put("valueCanonical", channel.definition().criteria());
    }
    parameter(all, "status").put("valueCode", channel.status());
    parameter(all, "type").put("valueCode", type);
    long last =
        events.isEmpty() || !type.equals("event-notification")
            ? channel.last()
            : events.getLast().delivery().number();
    parameter(all, "events-since-subscription-start").put("valueString", Long.toString(last));
    for (Told told : events) {
      event(parameter(all, "notification-event").putArray("part"), told, content);
    }
    if (channel.reported() != null) {
      parameter(all, "error").putObject("valueCodeableConcept").put("text", channel.reported());
    }
    return parameters;
  }

  private void event(ArrayNode parts, Told told, Content content) {
    Delivery delivery = told.delivery();
    parameter(parts, "event-number").put("valueString", Long.toString(delivery.number()));
    parameter(parts, "timestamp").put("valueInstant", time(delivery.occurred()));
    ResourceKey focus = delivery.focus();
    if (content != Content.EMPTY && told.seen() != null && focus != null) {
      parameter(parts, "focus").putObject("valueReference").put("reference", url(focus));
    }
  }

  private String url(ResourceKey key) {
    return base + "/" + key.reference();
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static ObjectNode parameter(ArrayNode all, String name) {
    return all.addObject().put("name", name);
  }
}
