package dev.vertepath.pathway;

/** What broke the vertebra. */
public enum Cause {
  OSTEOPOROTIC,
  NEOPLASTIC,
  TRAUMATIC,
  UNSPECIFIED;

  /** The code, as in {@code osteoporotic}. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
