package dev.vertepath.pathway;

import java.util.Locale;

/** What broke the vertebra. */
public enum Cause {
  OSTEOPOROTIC,
  NEOPLASTIC,
  TRAUMATIC,
  UNSPECIFIED;

  /** The code, as in {@code osteoporotic}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
