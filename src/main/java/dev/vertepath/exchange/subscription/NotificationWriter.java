package dev.vertepath.exchange.subscription;

import dev.vertepath.access.audit.Exports;
import dev.vertepath.exchange.outbox.Delivery;
import dev.vertepath.exchange.outbox.Letter;
import dev.vertepath.exchange.outbox.LetterWriter;
import dev.vertepath.exchange.outbox.Undeliverable;
import dev.vertepath.exchange.subscription.NotificationBundle.Told;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes notifications, each at the moment at which it is sent: what may not be seen any more is
 * not told any more.
 */
final class NotificationWriter implements LetterWriter {

  /** So often a receiver may fail before its subscription says so. */
  private static final int PATIENCE = 4;

  private final ChannelTable channels;
  private final Judging judging;
  private final NotificationBundle bundles;
  private final StatusReport report;
  private final Exports exports;
  private final Clock clock;

  NotificationWriter(
      ChannelTable channels,
      Judging judging,
      NotificationBundle bundles,
      StatusReport report,
      Exports exports,
      Clock clock) {
    this.channels = channels;
    this.judging = judging;
    this.bundles = bundles;
    this.report = report;
    this.exports = exports;
    this.clock = clock;
  }

  @Override
  public boolean isFor(String channel) {
    return channel.startsWith(Channel.TYPE + "/");
  }

  @Override
  public Letter write(Delivery delivery) throws Undeliverable {
    Channel channel =
        channels
            .find(id(delivery.channel()))
            .filter(Channel::isServed)
            .orElseThrow(() -> new Undeliverable("The subscription has ended"));
    StoredResource seen = seen(channel, delivery);
    Content content = channel.definition().content();
    if (content == Content.FULL_RESOURCE && seen != null) {
      exports.tell(
          channel.caller(),
          channel.definition().endpoint().getAuthority(),
          seen.patient() == null ? List.of() : List.of(seen.patient()),
          List.of(seen.key() + "/_history/" + seen.version()));
    }
    return letter(
        channel, delivery.stableId(), "event-notification", List.of(new Told(delivery, seen)));
  }

  /** A notification without an event: {@code handshake} or {@code heartbeat}. */
  Letter writeSign(Channel channel, String type) {
    return letter(channel, UUID.randomUUID(), type, List.of());
  }

  private Letter letter(Channel channel, UUID id, String type, List<Told> events) {
    Definition definition = channel.definition();
    byte[] body =
        Json.MAPPER.writeValueAsBytes(
            bundles.write(id, type, channel, definition.content(), events, clock.instant()));
    return new Letter(
        id.toString(),
        definition.endpoint(),
        definition.headers(),
        "application/fhir+json",
        body,
        channel.secret(),
        definition.timeout(),
        false,
        false);
  }

  private @Nullable StoredResource seen(Channel channel, Delivery delivery) throws Undeliverable {
    ResourceKey focus = delivery.focus();
    try {
      return focus == null
          ? null
          : judging.seen(channel.caller(), focus, delivery.focusVersion()).orElse(null);
    } catch (RecordException e) {
      throw Undeliverable.untilItIsKnownWhatMayBeTold();
    }
  }

  @Override
  public void attempted(String channel, @Nullable String problem, int failures) {
    if (problem == null || failures >= PATIENCE) {
      report.deliveries(id(channel), problem);
    }
  }

  private static String id(String channel) {
    return channel.substring(Channel.TYPE.length() + 1);
  }
}
