package dev.vertepath.record.search;

import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import dev.vertepath.record.index.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fetches pages: matches, total and the moment that they are of in one statement. A page that holds
 * all there is needs no count.
 */
public final class Pages {

  /**
   * Up to so many matches are counted for who does not ask for their number, since that of a
   * million takes a thousand times as long as a page of them.
   */
  static final long COUNTED = 5000;

  /**
   * The same where not everything is seen: whether a match is in sight takes 6 to 8 µs, to count it
   * 0.14 to 1. These are in sight; more may have to be looked at.
   */
  static final long COUNTED_IN_SIGHT = 250;

  private static final int KEYS_FROM = 13;

  private final JdbcClient jdbc;
  private final CursorSeal seal;
  private final long txOffset;

  /**
   * @param txOffset what is added to this cluster's count of transactions
   */
  public Pages(JdbcClient jdbc, CursorSeal seal, long txOffset) {
    this.jdbc = jdbc;
    this.seal = seal;
    this.txOffset = txOffset;
  }

  /**
   * Rows in order with what is to be known of them all.
   *
   * @param page without what belongs to it, the included
   * @param rows its rows
   * @param moment what the rows are of, and what is included has to be of
   */
  record Fetched(SearchPage page, List<Row> rows, Moment moment) {}

  private record Keyed(@Nullable Row row, List<@Nullable String> keys) {}

  private record Result(@Nullable Long total, Moment moment, List<Keyed> rows) {}

  /**
   * @param name what the search is of, as a type: a cursor fits no other
   * @param sight whose it is; the moment comes without
   */
  Cursor open(String name, SearchRequest request, String sealed, Sight sight) {
    return seal.open(sealed, binding(name, request, sight));
  }

  Fetched fetch(
      String name, SearchRequest request, Selection selection, Moment moment, @Nullable Cursor at) {
    Cursor.Position position = at == null ? null : at.position();
    boolean backwards = position != null && position.backwards();
    Result result = result(request, selection, moment, at);
    List<Keyed> rows = result.rows();
    boolean more = rows.size() > request.count();
    rows = more ? rows.subList(0, request.count()) : rows;
    if (backwards) {
      rows = rows.reversed();
    }
    boolean hasNext = !rows.isEmpty() && (backwards || more);
    boolean hasPrevious = !rows.isEmpty() && (backwards ? more : position != null);
    Long total = result.total();
    Moment of = result.moment();
    var links =
        new SearchPage.Links(
            request.link(request.cursor()),
            hasNext || position != null ? link(name, request, new Cursor(of, total, null)) : null,
            hasNext ? link(name, request, new Cursor(of, total, end(rows.getLast(), false))) : null,
            hasPrevious
                ? link(name, request, new Cursor(of, total, end(rows.getFirst(), true)))
                : null);
    List<Row> plain = rows.stream().map(Keyed::row).toList();
    return new Fetched(
        new SearchPage(
            total, plain.stream().map(Row::resource).toList(), List.of(), links, List.of()),
        plain,
        of);
  }

  private static Cursor.Position end(Keyed row, boolean backwards) {
    Row of = row.row();
    if (of == null) {
      throw new IllegalStateException("A row without its resource");
    }
    return new Cursor.Position(backwards, row.keys(), of.rid());
  }

  private String link(String name, SearchRequest request, Cursor cursor) {
    return request.link(seal.seal(cursor, binding(name, request, cursor.moment().sight())));
  }

  /** What one caller's pages count and show is nothing for another. */
  private static String binding(String name, SearchRequest request, Sight sight) {
    return name + "?" + request.common() + "\n" + sight.fingerprint();
  }

  private Result result(
      SearchRequest request, Selection selection, Moment moment, @Nullable Cursor at) {
    Cursor.Position position = at == null ? null : at.position();
    // One more than the page holds, to know whether another follows.
    Sql rows = selection.rows().from(position, request.count() + 1);
    boolean backwards = position != null && position.backwards();
    String order = new Keyset(selection.keys(), backwards, selection.descendingIds()).order("p.");
    String keys =
        selection.keys().stream()
            .map(key -> ", page." + key.column())
            .collect(Collectors.joining());
    String keyTexts =
        selection.keys().stream()
            .map(key -> ", p." + key.column() + "::text")
            .collect(Collectors.joining());
    Sql statement =
        moment
            .preludeAnd()
            .then("page as materialized (")
            .then(rows)
            .then("), tally as (select count(*) as n from page) select p.rid, p.type, p.id,")
            .then(" p.version, p.created, p.updated, p.deleted, p.method, p.patient, p.body, ")
            .then(total(request, selection, moment, at))
            .then(", pg_current_snapshot()::text")
            .then(keyTexts)
            .then(" from tally left join (select page.rid")
            .then(keys)
            .then(
                ", r.type, r.id, r.version, r.created, r.updated, r.deleted, r.method, r.patient,")
            .then(" r.body from page join " + selection.bodies() + ") p on true")
            .then(" order by " + order);
    var read = new ArrayList<Keyed>();
    Result[] head = new Result[1];
    int size = selection.keys().size();
    jdbc.sql(statement.text())
        .params(statement.arguments())
        .query(
            row -> {
              if (head[0] == null) {
                Moment seen =
                    moment.isNow()
                        ? Moment.parse(row.getString(12), txOffset).seenBy(moment.sight())
                        : moment;
                head[0] = new Result(row.getObject(11, Long.class), seen, read);
              }
              if (row.getObject(1) != null) {
                read.add(new Keyed(Row.read(row, 0), keys(row, size)));
              }
            });
    return head[0];
  }

  private static List<@Nullable String> keys(ResultSet row, int size) throws SQLException {
    var keys = new ArrayList<@Nullable String>();
    for (int i = 0; i < size; i++) {
      keys.add(row.getString(KEYS_FROM + i));
    }
    return keys;
  }

  private static Sql total(
      SearchRequest request, Selection selection, Moment moment, @Nullable Cursor at) {
    long most = moment.isRestricted() ? COUNTED_IN_SIGHT : COUNTED;
    Selection.Tally tally = selection.tally();
    Long known = at == null ? null : at.total();
    if (known != null) {
      return Sql.of("?::bigint", known);
    }
    if (tally == null || at != null && !request.countsAll()) {
      return Sql.of("null::bigint");
    }
    Sql counted =
        request.countsAll()
            ? tally.upTo(null)
            : Sql.of("select case when c.n <= ? then c.n end from (", most)
                .then(tally.upTo(most + 1))
                .then(") c");
    // A page in the middle is not all that there is, however few it holds.
    return at != null && at.position() != null
        ? Sql.of("(").then(counted).then(")")
        : Sql.of("case when tally.n > ? then (", request.count())
            .then(counted)
            .then(") else tally.n end");
  }
}
