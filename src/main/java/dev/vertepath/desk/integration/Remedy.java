package dev.vertepath.desk.integration;

import org.jspecify.annotations.Nullable;

/** What to do about why a delivery failed, as the outbox words it. */
final class Remedy {

  private Remedy() {}

  /** The last part of the key of a text. */
  static String of(@Nullable String problem) {
    String text = problem == null ? "" : problem.replaceFirst("^The handshake failed: ", "");
    if (text.isEmpty()) {
      return "none";
    }
    if (text.contains("HTTP 401") || text.contains("HTTP 403")) {
      return "unknown-sender";
    }
    if (text.contains("redirects are not followed")) {
      return "moved";
    }
    if (text.contains("HTTP 4")) {
      return "refused";
    }
    if (text.contains("name is not known")) {
      return "host";
    }
    if (text.contains("TLS failed")) {
      return "tls";
    }
    if (text.contains("private, local or reserved")) {
      return "network";
    }
    return text.contains("HTTP 5") || text.matches("(?s).*(connection failed|No answer).*")
        ? "down"
        : "other";
  }
}
