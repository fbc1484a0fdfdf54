package dev.vertepath.desk.integration;

import dev.vertepath.exchange.event.Topic;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription, or another channel, fares.
 *
 * @param name as in {@code Subscription/1}
 * @param version of the resource; null for a channel that is set up by a setting
 * @param criteria as in the resource; empty for none
 * @param status as in {@code Subscription.status}
 * @param host of the receiver, without path and query, which may be secrets; empty for none
 * @param setUpBy the name of who stored it last
 * @param succeeded when something arrived last
 * @param failed when it failed last
 * @param failure why it failed last, or why its handshake did
 * @param failing whether it fails now
 * @param events since its start
 */
record Fare(
    String name,
    @Nullable Long version,
    String criteria,
    String status,
    String host,
    @Nullable String setUpBy,
    @Nullable Instant succeeded,
    @Nullable Instant failed,
    @Nullable String failure,
    boolean failing,
    long events,
    long waiting,
    long dead) {

  /** The topic's code, for a text; empty for a search. */
  public String topic() {
    return Topic.ofUrl(criteria).map(Topic::code).orElse("");
  }

  public String id() {
    return name.replaceAll("[^A-Za-z0-9-]", "-");
  }

  public boolean isWrong() {
    return failing || status.equals("error") || dead > 0;
  }

  public String remedy() {
    return status.equals("off")
        ? "off"
        : String.valueOf(failure).startsWith("The handshake failed") && status.equals("error")
            ? "handshake"
            : failing || status.equals("error") ? Remedy.of(failure) : "none";
  }

  /** What went wrong behind the handshake, for a second sentence. */
  public String cause() {
    return Remedy.of(failure);
  }

  static String host(String url) {
    try {
      URI uri = URI.create(url);
      String host = String.valueOf(uri.getHost());
      return uri.getHost() == null ? "" : uri.getPort() < 0 ? host : host + ":" + uri.getPort();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
