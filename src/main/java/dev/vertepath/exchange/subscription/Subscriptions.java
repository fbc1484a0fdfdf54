package dev.vertepath.exchange.subscription;

import dev.vertepath.access.Access;
import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision.Refused;
import dev.vertepath.access.Permission;
import dev.vertepath.exchange.outbox.Delivery;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.exchange.subscription.NotificationBundle.Told;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.StoredResource;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What may be asked about a subscription. Whoever calls this has read the Subscription before, and
 * so found out that the caller may know of it.
 */
public final class Subscriptions {

  private static final int MOST = 1000;
  private static final String SECRET = "whsec_";
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;

  private final ChannelTable channels;
  private final Judging judging;
  private final NotificationBundle bundles;
  private final Access access;
  private final Outbox outbox;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Subscriptions(
      ChannelTable channels,
      Judging judging,
      NotificationBundle bundles,
      Access access,
      Outbox outbox,
      Clock clock) {
    this.channels = channels;
    this.judging = judging;
    this.bundles = bundles;
    this.access = access;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Its status as Parameters (operation-subscription-status).
   *
   * @return empty for one that was never served, as one that was always off
   */
  public Optional<ObjectNode> status(String id) {
    return channels
        .find(id)
        .map(channel -> bundles.status("query-status", channel, Content.EMPTY, List.of()));
  }

  /**
   * Events again, as a Bundle (operation-subscription-events): those that are still kept, a
   * thousand at most, with no more than the subscription tells, nor than its creator and the one
   * who asks may see.
   *
   * @param since number of the first one
   * @param until number of the last one
   * @param content as {@code id-only}; null as in the subscription
   * @throws RecordException INVALID for a content that there is not, NOT_FOUND for a subscription
   *     that was never served
   */
  public ObjectNode events(String id, long since, long until, @Nullable String content) {
    Channel channel = channels.find(id).orElseThrow(() -> never(id));
    Content own = channel.definition().content();
    Content wanted =
        content == null ? own : Content.of(content).orElseThrow(() -> none(content)).atMost(own);
    List<Told> told = new ArrayList<>();
    for (Delivery delivery : outbox.events(channel.name(), since, until, MOST)) {
      told.add(new Told(delivery, wanted == Content.EMPTY ? null : seen(channel, delivery)));
    }
    return bundles.write(UUID.randomUUID(), "query-event", channel, wanted, told, clock.instant());
  }

  private @Nullable StoredResource seen(Channel channel, Delivery delivery) {
    Caller asking = CurrentCaller.get();
    var focus = delivery.focus();
    if (focus == null) {
      return null;
    }
    return judging
        .seen(channel.caller(), focus, delivery.focusVersion())
        .flatMap(seen -> judging.seen(asking, focus, delivery.focusVersion()))
        .orElse(null);
  }

  /**
   * Gives it another secret.
   *
   * @param given as Standard Webhooks writes it, {@code whsec_} and Base64; null to have one made
   * @return the secret, which is told only here
   * @throws RecordException INVALID for one that is too weak, FORBIDDEN for who may not set up
   *     subscriptions
   */
  public String renewSecret(String id, @Nullable String given) {
    if (access.decide(CurrentCaller.get(), Permission.UPDATE, Channel.TYPE)
        instanceof Refused(String why, String scope)) {
      throw new RecordException(Kind.FORBIDDEN, "forbidden", null, why);
    }
    if (channels.find(id).isEmpty()) {
      throw never(id);
    }
    byte[] secret = new byte[Registration.SECRET_BYTES];
    if (given == null) {
      random.nextBytes(secret);
    } else {
      secret = decoded(given);
    }
    channels.secret(id, secret);
    return SECRET + Base64.getEncoder().encodeToString(secret);
  }

  private static byte[] decoded(String given) {
    try {
      byte[] secret = Base64.getDecoder().decode(given.strip().replaceFirst("^" + SECRET, ""));
      if (secret.length >= SHORTEST && secret.length <= LONGEST) {
        return secret;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new RecordException(
        Kind.INVALID,
        "value",
        null,
        "A secret is written as whsec_ and Base64 of %d to %d bytes; without one, one is made."
            .formatted(SHORTEST, LONGEST));
  }

  private static RecordException never(String id) {
    return new RecordException(
        Kind.NOT_FOUND,
        "not-found",
        null,
        "Subscription/%s was never active, and has neither events nor a secret.".formatted(id));
  }

  private static RecordException none(String content) {
    return new RecordException(
        Kind.INVALID,
        "value",
        null,
        "The content '%s' is none of empty, id-only and full-resource.".formatted(content));
  }

  /** Deletes all that tells of a patient, within the open transaction. */
  public int erase(String patient) {
    return channels.erase(patient);
  }

  /**
   * Ends those that are erased, within the open transaction.
   *
   * @param ids logical ids
   */
  public int erase(Collection<String> ids) {
    return channels.erase(ids);
  }
}
