package dev.vertepath.record.index;

import dev.vertepath.record.index.IndexArguments.Of;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
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

  /** What new resources have. */
  private static final List<String> NEW = adding("", ", x", "");

  /** As {@link #NEW}, for resources that have rows already. */
  private static final List<String> LATER =
      adding(
          " on conflict (rid) do update set tx = excluded.tx, tokens = excluded.tokens", ", x", "");

  /**
   * As {@link #NEW}, for versions that were stored before: {@code x} tells of each {@code rid} the
   * transaction that made it. What is there already is left as it is.
   */
  public static final String RENEW =
      String.join(
          ", ",
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
              """));

  private static final String TOKENS_KEPT =
      """
      tg as (
        insert into past_token select s.rid, s.tx, s.tokens, x.tx
        from search_token s, x where s.rid = any(?::bigint[])
      )
      """;

  private static final String TOKENS_GONE =
      "te as (delete from search_token s where s.rid = any(?::bigint[]))";

  private static final List<String> VALUES_GONE =
      Stream.of("date", "string", "quantity")
          .map(kind -> gone(kind, "search_" + kind, "bigint"))
          .toList();

  private static final String REFERENCES_GONE = gone("reference", "reference", "text");

  private IndexTables() {}

  /** A resource's row id with rows for the index. */
  public record Entry(long rid, IndexRows rows) {}

  /**
   * Parts of a statement, each after {@code with}.
   *
   * @param arguments by position
   */
  public record Part(String sql, List<Object> arguments) {}

  /** A parameter that is null means all of them. */
  private static String gone(String kind, String table, String param) {
    return """
        %1$s_named as (
          select unnest(?::bigint[]) as rid, unnest(?::%3$s[]) as param
        ), %1$s_gone as (
          delete from %2$s s using %1$s_named g
          where s.rid = g.rid and coalesce(g.param%4$s, s.param) = s.param returning s.*
        ), %1$s_kept as (insert into past_%1$s select g.*, x.tx from %1$s_gone g, x)
        """
        .formatted(kind, table, param, param.equals("text") ? " collate \"C\"" : "");
  }

  /** Of tokens, dates, strings, quantities and references. */
  private static List<String> adding(String conflict, String with, String missing) {
    return List.of(
        """
        t as (
          insert into search_token (rid, tx, tokens)
          select e.rid, x.tx, (?::bigint[])[e.first:e.last]
          from (
            select unnest(?::bigint[]) as rid, unnest(?::int[]) as first, unnest(?::int[]) as last
          ) e%2$s%1$s
        )
        """
            .formatted(conflict, with),
        """
        d as (
          insert into search_date (rid, tx, param, status, span, lo, hi)
          select e.rid, x.tx, e.param, e.status, e.span, e.lo, e.hi
          from (
            select unnest(?::bigint[]) as rid, unnest(?::bigint[]) as param, unnest(?::int[]) as status,
              unnest(?::int[]) as span, unnest(?::bigint[]) as lo, unnest(?::bigint[]) as hi
          ) e%s
        )
        """
            .formatted(with),
        """
        s as (
          insert into search_string (rid, tx, param, folded, exact)
          select e.rid, x.tx, e.param, e.folded, e.exact
          from (
            select unnest(?::bigint[]) as rid, unnest(?::bigint[]) as param, unnest(?::text[]) as folded,
              unnest(?::text[]) as exact
          ) e%s
        )
        """
            .formatted(with),
        """
        q as (
          insert into search_quantity (rid, tx, param, low, high, system, code)
          select e.rid, x.tx, e.param, e.low, e.high, e.system, e.code
          from (
            select unnest(?::bigint[]) as rid, unnest(?::bigint[]) as param, unnest(?::numeric[]) as low,
              unnest(?::numeric[]) as high, unnest(?::text[]) as system, unnest(?::text[]) as code
          ) e%s
        )
        """
            .formatted(with),
        """
        f as (
          insert into reference (rid, tx, param, target_type, target_id, identifier)
          select e.rid, x.tx, e.param, e.target_type, e.target_id, e.identifier
          from (
            select unnest(?::bigint[]) as rid, unnest(?::text[]) as param, unnest(?::text[]) as target_type,
              unnest(?::text[]) as target_id, unnest(?::bigint[]) as identifier
          ) e%s%s
        )
        """
            .formatted(with, missing));
  }

  /** Adds what new resources have. */
  public static List<Part> added(List<Entry> entries) {
    return parts(NEW, entries);
  }

  /** Takes away what is not so any more, keeps it for the past, and adds what is. */
  public static List<Part> changed(List<Changes> changes) {
    List<Part> parts = new ArrayList<>();
    List<Changes> tokens = changes.stream().filter(Changes::tokens).toList();
    add(parts, TOKENS_KEPT, List.of((Object) rowIds(tokens)));
    add(
        parts,
        TOKENS_GONE,
        List.of(
            (Object) rowIds(tokens.stream().filter(c -> c.added().tokens().isEmpty()).toList())));
    List<Function<Changes, Set<Long>>> values =
        List.of(Changes::dates, Changes::strings, Changes::quantities);
    for (int i = 0; i < values.size(); i++) {
      List<Of<@Nullable Long>> gone = gone(changes, values.get(i));
      add(
          parts,
          VALUES_GONE.get(i),
          List.of(IndexArguments.rids(gone), gone.stream().map(Of::row).toArray(Long[]::new)));
    }
    List<Of<@Nullable String>> gone = gone(changes, Changes::references);
    add(
        parts,
        REFERENCES_GONE,
        List.of(IndexArguments.rids(gone), gone.stream().map(Of::row).toArray(String[]::new)));
    parts.addAll(parts(LATER, changes.stream().map(c -> new Entry(c.rid(), c.added())).toList()));
    return parts;
  }

  private static <T> List<Of<@Nullable T>> gone(
      List<Changes> changes, Function<Changes, Set<T>> named) {
    List<Of<@Nullable T>> gone = new ArrayList<>();
    for (Changes change : changes) {
      if (change.all()) {
        gone.add(new Of<>(change.rid(), null));
      }
      named.apply(change).forEach(param -> gone.add(new Of<>(change.rid(), param)));
    }
    return gone;
  }

  private static Long[] rowIds(List<Changes> changes) {
    return changes.stream().map(Changes::rid).toArray(Long[]::new);
  }

  private static List<Part> parts(List<String> texts, List<Entry> entries) {
    List<List<Object>> arguments = IndexArguments.byTable(entries);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      add(parts, texts.get(i), arguments.get(i));
    }
    return parts;
  }

  /** What has no rows is left out: to get a table ready costs as much as some of its rows. */
  private static void add(List<Part> parts, String text, List<Object> arguments) {
    if (Array.getLength(arguments.getFirst()) > 0) {
      parts.add(new Part(text, arguments));
    }
  }

  /** The arguments of {@link #RENEW}. */
  public static List<Object> arguments(List<Entry> entries) {
    return IndexArguments.byTable(entries).stream().flatMap(List::stream).toList();
  }
}
