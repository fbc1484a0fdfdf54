package dev.vertepath.record;

/** What becomes of a search parameter that is not known here (R4 search.html, "Errors"). */
public enum Handling {
  /** The search is refused. */
  STRICT,
  /** It is left out, and a warning says so. */
  LENIENT
}
