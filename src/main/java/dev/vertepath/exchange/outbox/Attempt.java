package dev.vertepath.exchange.outbox;

/** What came of sending something. */
public sealed interface Attempt {

  /** The receiver has it. */
  record Delivered() implements Attempt {}

  /**
   * It has it not, as far as is known.
   *
   * @param problem as {@code HTTP 500}; nothing of what was sent or answered
   * @param ofReceiver whether it says nothing of what was sent, but of the receiver: others need
   *     not be tried now
   */
  record Failed(String problem, boolean ofReceiver) implements Attempt {}
}
