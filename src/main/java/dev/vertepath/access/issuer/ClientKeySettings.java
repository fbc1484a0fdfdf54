package dev.vertepath.access.issuer;

import dev.vertepath.platform.Addresses;
import dev.vertepath.platform.ReceiverUrl;
import org.springframework.core.env.Environment;

/**
 * Where clients may have their keys.
 *
 * @param http whether without TLS as well
 * @param addresses that connections may be made to
 */
record ClientKeySettings(boolean http, Addresses addresses) {

  static final String NETWORKS = "VERTEPATH_CLIENT_KEYS_NETWORKS";

  static ClientKeySettings of(Environment environment) {
    try {
      return new ClientKeySettings(
          environment.getProperty("vertepath.client-keys-http", Boolean.class, false),
          new Addresses(environment.getProperty("vertepath.client-keys-networks", "")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(NETWORKS + ": " + e.getMessage(), e);
    }
  }

  /** What is wrong with a URL as that of keys; empty if nothing is. */
  String problem(String url) {
    return ReceiverUrl.problem(
        url, http, "without TLS anybody on the way can put other keys there");
  }
}
