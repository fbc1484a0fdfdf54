package dev.vertepath.record.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search selects and in which order, as pieces of SQL.
 *
 * @param rows the rows of a page
 * @param tally counts all rows; null if that is not wanted
 * @param keys what the rows are sorted by
 * @param descendingIds whether equals follow each other by descending row id
 * @param bodies the versions that the rows stand for, see {@link #each}
 */
record Selection(
    PageRows rows, @Nullable Tally tally, List<Key> keys, boolean descendingIds, String bodies) {

  /** Row ids as {@code rid} with a column for each key, in order. */
  interface PageRows {

    /**
     * @param position after which the page begins, or before which it ends
     */
    Sql from(Cursor.@Nullable Position position, int limit);
  }

  /** A statement that gives one number. */
  interface Tally {

    /**
     * @param most the rows after which it is enough; null for none
     */
    Sql upTo(@Nullable Long most);

    /**
     * Counts what follows {@code from}.
     *
     * @param rows as in {@code resource r where not r.deleted}
     */
    static Sql of(Sql rows, @Nullable Long most) {
      return most == null
          ? Sql.of("select count(*) as n from ").then(rows)
          : ofAll(Sql.of("select from ").then(rows), most);
    }

    /**
     * @param select a statement that gives the rows
     */
    static Sql ofAll(Sql select, long most) {
      return Sql.of("select count(*) as n from (").then(select).then(" limit ?) l", most);
    }
  }

  /** The bodies of a search: the versions of the moment; only what is in sight is on the page. */
  static String current(Moment moment) {
    return each(moment.all() + " r where r.rid = page.rid");
  }

  /**
   * To be joined to the page, row by row: PostgreSQL takes a page of unknown size for a tenth of
   * all that there is, and would rather go through all of it.
   *
   * @param version as in {@code resource r where r.rid = page.rid}
   */
  static String each(String version) {
    return "lateral (select r.* from " + version + " offset 0) r on true";
  }
}
