package dev.vertepath.record.search;

/**
 * What rows are sorted by.
 *
 * @param column its name in the page
 * @param type in SQL, which a cursor's text is cast to
 * @param always whether every row has a value
 */
record Key(String column, String type, boolean descending, boolean always) {

  Key(String column, String type, boolean descending) {
    this(column, type, descending, false);
  }

  /**
   * Rows without a value come last, in both directions (R4 leaves it open).
   *
   * @param backwards whether the page is read from its end
   */
  String order(boolean backwards) {
    return name()
        + (descending != backwards ? " desc" : "")
        + (always ? "" : backwards ? " nulls first" : " nulls last");
  }

  String name() {
    return type.equals("text") ? column + " collate \"C\"" : column;
  }

  /** The sign of what comes later. */
  String after(boolean backwards) {
    return descending != backwards ? "<" : ">";
  }
}
