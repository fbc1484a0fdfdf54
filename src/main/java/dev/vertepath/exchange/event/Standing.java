package dev.vertepath.exchange.event;

/** Channels that need no Subscription, and get the events of all topics. */
public final class Standing {

  /** Messages to the endpoint that the operator names. */
  public static final String MESSAGES = "messages";

  /** The stream of the desk, which fetches for itself; while somebody listens. */
  public static final String STREAM = "stream";

  private Standing() {}
}
