package dev.vertepath.exchange.announcement;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.GuardedRecord;
import dev.vertepath.access.Role;
import dev.vertepath.access.Scope;
import dev.vertepath.access.audit.Exports;
import dev.vertepath.exchange.event.Standing;
import dev.vertepath.exchange.outbox.Delivery;
import dev.vertepath.exchange.outbox.Letter;
import dev.vertepath.exchange.outbox.LetterWriter;
import dev.vertepath.exchange.outbox.Undeliverable;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as messages to the operator's endpoint. It sees what a system of no organization
 * sees: what a Consent or a label keeps from such a one, it is not told.
 */
final class MessageWriter implements LetterWriter {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Caller RECEIVER =
      new Caller(
          Caller.Kind.SYSTEM,
          "messages",
          "messages",
          null,
          null,
          Set.of(Role.INTEGRATION_SYSTEM),
          null,
          List.of(Scope.parse("system/*.rs").orElseThrow()),
          null,
          null);

  private final URI endpoint;
  private final byte @Nullable [] secret;
  private final EventMessage message;
  private final GuardedRecord record;
  private final Exports exports;

  /**
   * @param secret signs the messages; null for none
   */
  MessageWriter(
      URI endpoint, byte @Nullable [] secret, String base, GuardedRecord record, Exports exports) {
    this.endpoint = endpoint;
    this.secret = secret;
    this.message = new EventMessage(base, endpoint.toString());
    this.record = record;
    this.exports = exports;
  }

  @Override
  public boolean isFor(String channel) {
    return channel.equals(Standing.MESSAGES);
  }

  @Override
  public Letter write(Delivery delivery) throws Undeliverable {
    ResourceKey key = delivery.focus();
    StoredResource focus = key == null ? null : seen(key, delivery.focusVersion());
    if (focus != null) {
      exports.tell(
          null,
          endpoint.getAuthority(),
          focus.patient() == null ? List.of() : List.of(focus.patient()),
          List.of(focus.key() + "/_history/" + focus.version()));
    }
    return new Letter(
        delivery.stableId().toString(),
        endpoint,
        Map.of("Accept", "application/fhir+json"),
        "application/fhir+json",
        Json.MAPPER.writeValueAsBytes(message.write(delivery, focus)),
        secret,
        PATIENCE,
        true,
        true);
  }

  private @Nullable StoredResource seen(ResourceKey key, @Nullable Long version)
      throws Undeliverable {
    var found = new AtomicReference<@Nullable StoredResource>();
    try {
      CurrentCaller.during(RECEIVER, () -> found.set(record.read(key, version)));
    } catch (RecordException e) {
      if (e.kind() == RecordException.Kind.NOT_YET) {
        throw Undeliverable.untilItIsKnownWhatMayBeTold();
      }
      // It is told that something happened, and no more.
      found.set(null);
    }
    return found.get();
  }
}
