package dev.vertepath.exchange.outbox;

import dev.vertepath.record.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of a channel, or an answer, on its way.
 *
 * @param channel where to, as in {@code Subscription/1}
 * @param number of the event in its channel, from 1: the same in each attempt
 * @param orderKey of a channel and key, one after the other is delivered
 * @param patient logical id
 * @param focusVersion the version that tells of it; null where time alone does
 * @param attempts those before, and the one that is made now
 * @param queued when it was put there: for how long it is tried counts from here
 * @param ready what was written when it was queued; null where it is written at each attempt
 */
public record Delivery(
    long id,
    String channel,
    long number,
    String orderKey,
    @Nullable String patient,
    String topic,
    @Nullable ResourceKey focus,
    @Nullable Long focusVersion,
    @Nullable String state,
    Instant occurred,
    int attempts,
    Instant queued,
    @Nullable Ready ready) {

  /**
   * A body that is sent as it is.
   *
   * @param url null where the channel's carrier knows where to
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Ready(@Nullable String url, String contentType, byte[] body) {}

  /** The same in each attempt, and no other's: receivers tell repeats by it. */
  public UUID stableId() {
    return UUID.nameUUIDFromBytes((channel + "#" + number).getBytes(StandardCharsets.UTF_8));
  }
}
