package dev.vertepath.exchange.outbox;

import org.jspecify.annotations.Nullable;

/** Brings the deliveries of some channels to their receivers, by a way of its own. */
public interface Carrier {

  /** Whether the channel is one of its own. */
  boolean isFor(String channel);

  /**
   * Tries once, and takes less than a minute whatever the receiver does.
   *
   * @throws Undeliverable when there is nothing to send, or it is not known where to
   */
  Attempt carry(Delivery delivery) throws Undeliverable;

  /**
   * What came of an attempt, for those who show it.
   *
   * @param problem why it failed; null when it was delivered
   * @param failures in a row
   */
  default void attempted(String channel, @Nullable String problem, int failures) {
    // Most show nothing.
  }
}
