package dev.vertepath.exchange.outbox;

/**
 * What is to be done again and again while the service delivers, by whichever replica comes to it.
 */
@FunctionalInterface
public interface Chore {

  /** Does some of it and says whether more is left. */
  boolean step();
}
