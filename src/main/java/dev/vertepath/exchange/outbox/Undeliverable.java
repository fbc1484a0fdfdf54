package dev.vertepath.exchange.outbox;

/** There is nothing to send any more, as when its subscription has ended. */
public final class Undeliverable extends Exception {

  private static final long serialVersionUID = 1;

  public Undeliverable(String why) {
    super(why);
  }
}
