package dev.vertepath.platform;

import java.net.URI;

/** A URL that somebody else names, and the service connects to. */
public final class ReceiverUrl {

  private ReceiverUrl() {}

  /**
   * What is wrong with it as such; empty if nothing is. Where it leads is looked at when it is
   * connected to.
   *
   * @param http whether without TLS as well
   * @param risk of a connection without TLS, in words
   */
  public static String problem(String url, boolean http, String risk) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      return "is no URL";
    }
    if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
      return "must be an absolute URL with a host, without a user and without a fragment";
    }
    String scheme = String.valueOf(uri.getScheme());
    if (scheme.equalsIgnoreCase("https") || (http && scheme.equalsIgnoreCase("http"))) {
      return "";
    }
    return "must begin with https://" + (http ? " or http://" : ": " + risk);
  }
}
