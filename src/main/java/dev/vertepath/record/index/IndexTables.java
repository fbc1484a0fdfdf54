package dev.vertepath.record.index;

import dev.vertepath.record.index.IndexRows.DateRow;
import dev.vertepath.record.index.IndexRows.QuantityRow;
import dev.vertepath.record.index.IndexRows.ReferenceRow;
import dev.vertepath.record.index.IndexRows.StringRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The search index as parts of a statement: versions and all that is searched by go to the database
 * in one, since a round trip costs as much as the work. The parts follow {@code with x as (select
 * ... as tx)}, the transaction that writes.
 *
 * <p>Arrays become rows by {@code select unnest(a), unnest(b)}, which goes through them in step:
 * {@code from unnest(a, b)} first makes a table of each, and half of a small request's time went
 * into those.
 */
public final class IndexTables {

  /** What new resources have; it leaves the statement open, as all of these do. */
  public static final String ADD_NEW = adding("", ", x", "");

  /** Takes away what {@link #goneArguments} names, and keeps it for the past. */
  public static final String TAKE_AWAY =
      """
      tg as (
        insert into past_token select s.rid, s.tx, s.tokens, x.tx
        from search_token s, x where s.rid = any(?::bigint[])
      ), te as (
        delete from search_token s where s.rid = any(?::bigint[])
      ), g as (
        select unnest(?::bigint[]) as rid, unnest(?::bigint[]) as param
      ), dg as (
        delete from search_date s using g where s.rid = g.rid and coalesce(g.param, s.param) = s.param returning s.*
      ), sg as (
        delete from search_string s using g where s.rid = g.rid and coalesce(g.param, s.param) = s.param returning s.*
      ), qg as (
        delete from search_quantity s using g where s.rid = g.rid and coalesce(g.param, s.param) = s.param returning s.*
      ), fg as (
        delete from reference s
        using (select unnest(?::bigint[]) as rid, unnest(?::text[]) as param) g
        where s.rid = g.rid and coalesce(g.param collate "C", s.param) = s.param returning s.*
      ), dp as (insert into past_date select dg.*, x.tx from dg, x),
      sp as (insert into past_string select sg.*, x.tx from sg, x),
      qp as (insert into past_quantity select qg.*, x.tx from qg, x),
      fp as (insert into past_reference select fg.*, x.tx from fg, x)
      """;

  /** As {@link #ADD_NEW}, for resources that have rows already. */
  public static final String ADD =
      adding(
          " on conflict (rid) do update set tx = excluded.tx, tokens = excluded.tokens", ", x", "");

  /**
   * As {@link #ADD}, for versions that were stored before: {@code x} tells of each {@code rid} the
   * transaction that made it. What is there already is left as it is.
   */
  public static final String RENEW =
      adding(
          """
           on conflict (rid) do update set tokens = excluded.tokens
           where not (search_token.tokens @> excluded.tokens and search_token.tokens <@ excluded.tokens)\
          """,
          " join x using (rid)",
          """
           where not exists (
             select from reference s
             where s.rid = e.rid and s.param = e.param collate "C"
               and s.target_type = e.target_type collate "C" and s.target_id = e.target_id collate "C"
               and s.identifier is not distinct from e.identifier)\
          """);

  private IndexTables() {}

  /** A resource's row id with rows for the index. */
  public record Entry(long rid, IndexRows rows) {}

  private record Of<T extends @Nullable Object>(long rid, T row) {}

  private static String adding(String conflict, String with, String missing) {
    return """
    t as (
      insert into search_token (rid, tx, tokens)
      select e.rid, x.tx, array_agg(e.token)
      from (select unnest(?::bigint[]) as rid, unnest(?::bigint[]) as token) e%2$s
      group by e.rid, x.tx%1$s
    ), d as (
      insert into search_date (rid, tx, param, status, span, lo, hi)
      select e.rid, x.tx, e.param, e.status, e.span, e.lo, e.hi
      from (
        select unnest(?::bigint[]) as rid, unnest(?::bigint[]) as param, unnest(?::int[]) as status,
          unnest(?::int[]) as span, unnest(?::bigint[]) as lo, unnest(?::bigint[]) as hi
      ) e%2$s
    ), s as (
      insert into search_string (rid, tx, param, folded, exact)
      select e.rid, x.tx, e.param, e.folded, e.exact
      from (
        select unnest(?::bigint[]) as rid, unnest(?::bigint[]) as param, unnest(?::text[]) as folded,
          unnest(?::text[]) as exact
      ) e%2$s
    ), q as (
      insert into search_quantity (rid, tx, param, low, high, system, code)
      select e.rid, x.tx, e.param, e.low, e.high, e.system, e.code
      from (
        select unnest(?::bigint[]) as rid, unnest(?::bigint[]) as param, unnest(?::numeric[]) as low,
          unnest(?::numeric[]) as high, unnest(?::text[]) as system, unnest(?::text[]) as code
      ) e%2$s
    ), f as (
      insert into reference (rid, tx, param, target_type, target_id, identifier)
      select e.rid, x.tx, e.param, e.target_type, e.target_id, e.identifier
      from (
        select unnest(?::bigint[]) as rid, unnest(?::text[]) as param, unnest(?::text[]) as target_type,
          unnest(?::text[]) as target_id, unnest(?::bigint[]) as identifier
      ) e%2$s%3$s
    )
    """
        .formatted(conflict, with, missing);
  }

  /** The arguments of {@link #ADD_NEW}, {@link #ADD} and {@link #RENEW}. */
  public static List<Object> arguments(List<Entry> entries) {
    List<Of<Long>> tokens = all(entries, IndexRows::tokens);
    List<Of<DateRow>> dates = all(entries, IndexRows::dates);
    List<Of<StringRow>> strings = all(entries, IndexRows::strings);
    List<Of<QuantityRow>> quantities = all(entries, IndexRows::quantities);
    List<Of<ReferenceRow>> references = all(entries, IndexRows::references);
    return Arrays.asList(
        rids(tokens),
        tokens.stream().map(Of::row).toArray(Long[]::new),
        rids(dates),
        longs(dates, DateRow::param),
        dates.stream().map(of -> of.row().status()).toArray(Integer[]::new),
        dates.stream().map(of -> of.row().span()).toArray(Integer[]::new),
        longs(dates, DateRow::lo),
        longs(dates, DateRow::hi),
        rids(strings),
        longs(strings, StringRow::param),
        texts(strings, StringRow::folded),
        texts(strings, StringRow::exact),
        rids(quantities),
        longs(quantities, QuantityRow::param),
        texts(quantities, row -> row.low().toString()),
        texts(quantities, row -> row.high().toString()),
        texts(quantities, QuantityRow::system),
        texts(quantities, QuantityRow::code),
        rids(references),
        texts(references, ReferenceRow::param),
        texts(references, ReferenceRow::targetType),
        texts(references, ReferenceRow::targetId),
        references.stream().map(of -> of.row().identifier()).toArray(Long[]::new));
  }

  /** The arguments of {@link #TAKE_AWAY}. */
  public static List<Object> goneArguments(List<Changes> changes) {
    Long[] tokens = changes.stream().filter(Changes::tokens).map(Changes::rid).toArray(Long[]::new);
    Long[] without =
        changes.stream()
            .filter(c -> c.tokens() && c.added().tokens().isEmpty())
            .map(Changes::rid)
            .toArray(Long[]::new);
    List<Of<@Nullable Long>> gone = new ArrayList<>();
    List<Of<@Nullable String>> references = new ArrayList<>();
    for (Changes change : changes) {
      if (change.all()) {
        gone.add(new Of<>(change.rid(), null));
        references.add(new Of<>(change.rid(), null));
      }
      change.gone().forEach(param -> gone.add(new Of<>(change.rid(), param)));
      change.goneReferences().forEach(param -> references.add(new Of<>(change.rid(), param)));
    }
    return List.of(
        tokens,
        without,
        rids(gone),
        gone.stream().map(Of::row).toArray(Long[]::new),
        rids(references),
        references.stream().map(Of::row).toArray(String[]::new));
  }

  private static <T> List<Of<T>> all(
      List<Entry> entries, Function<IndexRows, ? extends Set<T>> rows) {
    List<Of<T>> all = new ArrayList<>();
    for (Entry entry : entries) {
      rows.apply(entry.rows()).forEach(row -> all.add(new Of<>(entry.rid(), row)));
    }
    return all;
  }

  private static <T extends @Nullable Object> Long[] rids(Collection<Of<T>> rows) {
    return rows.stream().map(Of::rid).toArray(Long[]::new);
  }

  private static <T> Long[] longs(Collection<Of<T>> rows, Function<T, Long> number) {
    return rows.stream().map(of -> number.apply(of.row())).toArray(Long[]::new);
  }

  private static <T> String[] texts(Collection<Of<T>> rows, Function<T, String> text) {
    return rows.stream().map(of -> text.apply(of.row())).toArray(String[]::new);
  }
}
