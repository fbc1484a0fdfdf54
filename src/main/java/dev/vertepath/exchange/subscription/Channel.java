package dev.vertepath.exchange.subscription;

import dev.vertepath.access.Caller;
import dev.vertepath.record.ResourceKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A Subscription as it is served.
 *
 * @param caller who set it up last
 * @param attempts to shake hands
 * @param reported the problem that the resource tells of
 * @param last the number of its last event
 */
@SuppressWarnings("ArrayRecordComponent")
record Channel(
    String id,
    Definition definition,
    Caller caller,
    byte[] secret,
    State state,
    int attempts,
    @Nullable String reported,
    long last) {

  /** How far it is. */
  enum State {
    HANDSHAKE,
    ACTIVE,
    /**
     * The receiver did not answer the handshake, or the criteria cannot be carried out any more.
     */
    FAILED,
    OFF;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  static final String TYPE = "Subscription";

  /** Its name in the outbox. */
  static String name(String id) {
    return TYPE + "/" + id;
  }

  String name() {
    return name(id);
  }

  ResourceKey key() {
    return new ResourceKey(TYPE, id);
  }

  boolean isServed() {
    return state == State.HANDSHAKE || state == State.ACTIVE;
  }

  /** As in {@code Subscription.status}. */
  String status() {
    return switch (state) {
      case HANDSHAKE -> "requested";
      case ACTIVE -> reported == null ? "active" : "error";
      case FAILED -> "error";
      case OFF -> "off";
    };
  }
}
