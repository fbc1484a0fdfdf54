package dev.vertepath.desk.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By what the figures are told apart. */
enum Grouping {
  NONE,
  MONTH,
  ORGANIZATION,
  CAUSE,
  LEVEL;

  /** As in URLs and texts: {@code month}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Grouping> of(String code) {
    return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
  }
}
