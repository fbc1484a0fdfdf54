package dev.vertepath.exchange.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a message says, and what was answered.
 *
 * @param raw as it came, byte for byte; empty when it was erased
 * @param answer null when there is none, or none any more
 */
public record MessageText(byte[] raw, @Nullable Reply answer) {

  /**
   * An answer.
   *
   * @param format its Content-Type
   */
  public record Reply(byte[] body, String format) {}
}
