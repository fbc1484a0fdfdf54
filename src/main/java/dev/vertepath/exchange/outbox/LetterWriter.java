package dev.vertepath.exchange.outbox;

/** Writes what is sent of the deliveries of some channels, at the time of each attempt. */
public interface LetterWriter {

  /** Whether the channel is one of its own. */
  boolean isFor(String channel);

  /**
   * @throws Undeliverable when there is nothing to send any more
   */
  Letter write(Delivery delivery) throws Undeliverable;

  /**
   * What came of an attempt, for those who show it.
   *
   * @param problem why it failed; null when it was delivered
   * @param failures in a row
   */
  default void attempted(
      String channel, @org.jspecify.annotations.Nullable String problem, int failures) {
    // Most show nothing.
  }
}
