package dev.vertepath.exchange.outbox;

/** There is nothing to send any more, as when its subscription has ended, or not yet. */
public final class Undeliverable extends Exception {

  private static final long serialVersionUID = 1;

  public Undeliverable(String why) {
    super(why);
  }

  /** It is tried again, as a receiver that failed is. */
  public static Undeliverable untilItIsKnownWhatMayBeTold() {
    return new Undeliverable(
        "What the receiver may see cannot be found out now, as while a search index is made:"
            + " SearchParameter/$reindex-status tells how far it is");
  }
}
