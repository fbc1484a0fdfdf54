package dev.vertepath.exchange.outbox;

import dev.vertepath.platform.Addresses;
import dev.vertepath.platform.ReceiverUrl;
import java.net.InetAddress;
import java.net.URI;
import org.springframework.core.env.Environment;

/**
 * Where letters may go.
 *
 * @param http whether without TLS as well
 * @param addresses that connections may be made to
 */
record OutboxSettings(boolean http, Addresses addresses) {

  static final String NETWORKS = "VERTEPATH_DELIVERY_NETWORKS";

  /** Continues a sentence about a receiver. */
  static final String CLOSED =
      "is at a private, local or reserved address: "
          + NETWORKS
          + " names those that may be connected to";

  static OutboxSettings of(Environment environment) {
    String networks = environment.getProperty("vertepath.delivery-networks", "");
    try {
      return new OutboxSettings(
          environment.getProperty("vertepath.delivery-http", Boolean.class, false),
          new Addresses(networks));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(NETWORKS + ": " + e.getMessage(), e);
    }
  }

  /** What is wrong with a URL as that of a receiver; empty if nothing is. */
  String problem(String url) {
    String problem =
        ReceiverUrl.problem(url, http, "what is delivered without TLS, anybody on the way reads");
    return problem.isEmpty() && isClosed(URI.create(url).getHost()) ? CLOSED : problem;
  }

  /** Where a name leads is looked at when it is connected to; an address says it at once. */
  private boolean isClosed(String host) {
    try {
      return !addresses.isAllowed(InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")));
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }
}
