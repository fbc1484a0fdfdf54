package dev.vertepath.exchange.subscription;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a notification tells (Subscriptions R5 Backport 1.1, "Payload Types"). */
enum Content {
  EMPTY,
  ID_ONLY,
  FULL_RESOURCE;

  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Content> of(String code) {
    return Arrays.stream(values()).filter(content -> content.code().equals(code)).findFirst();
  }

  /** The one that tells less. */
  Content atMost(Content other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
