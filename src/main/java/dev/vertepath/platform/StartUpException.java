package dev.vertepath.platform;

import org.jspecify.annotations.Nullable;

/** The program cannot start; the message is one sentence saying what is wrong and what to do. */
final class StartUpException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StartUpException(String sentence) {
    this(sentence, null);
  }

  StartUpException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
