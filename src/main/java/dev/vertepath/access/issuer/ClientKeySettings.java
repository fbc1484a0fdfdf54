package dev.vertepath.access.issuer;

import dev.vertepath.platform.Addresses;
import java.net.URI;
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
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      return "is no URL";
    }
    String scheme = String.valueOf(uri.getScheme());
    if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
      return "must be an absolute URL with a host, without a user and without a fragment";
    }
    if (scheme.equalsIgnoreCase("https") || (http && scheme.equalsIgnoreCase("http"))) {
      return "";
    }
    return "must begin with https://: without TLS anybody on the way can put other keys there";
  }
}
