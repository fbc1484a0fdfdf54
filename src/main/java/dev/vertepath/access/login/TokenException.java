package dev.vertepath.access.login;

import org.jspecify.annotations.Nullable;

/** A token that lets nobody in. */
final class TokenException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean unknown;

  private TokenException(String why, boolean unknown, @Nullable Throwable cause) {
    super(why, cause);
    this.unknown = unknown;
  }

  /**
   * The token is no good.
   *
   * @param why as the end of a sentence: "it has expired"
   */
  static TokenException invalid(String why) {
    return new TokenException(why, false, null);
  }

  static TokenException invalid(String why, Throwable cause) {
    return new TokenException(why, false, cause);
  }

  /** Whether it is good cannot be found out now. */
  static TokenException unknown(String why, Throwable cause) {
    return new TokenException(why, true, cause);
  }

  boolean isUnknown() {
    return unknown;
  }

  /** What lies beneath, for the log. */
  String cause() {
    Throwable deepest = this;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
