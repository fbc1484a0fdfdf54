package dev.vertepath.record.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search selects and in which order, as pieces of SQL.
 *
 * @param rows the rows of a page
 * @param tally all rows, counted; null if that is not wanted
 * @param keys what the rows are sorted by
 * @param descendingIds whether equals follow each other by descending row id
 * @param bodies where the versions are that the rows stand for, as {@code resource r on r.rid =
 *     page.rid}
 */
record Selection(
    PageRows rows, @Nullable Sql tally, List<Key> keys, boolean descendingIds, String bodies) {

  /** Row ids as {@code rid} with a column for each key, in order. */
  interface PageRows {

    /**
     * @param position after which the page begins, or before which it ends
     */
    Sql from(Cursor.@Nullable Position position, int limit);
  }

  /** The bodies of a search: the versions of the moment. */
  static String current(Moment moment) {
    return moment.resources() + " r on r.rid = page.rid";
  }
}
