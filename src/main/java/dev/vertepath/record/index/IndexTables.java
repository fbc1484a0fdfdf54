package dev.vertepath.record.index;

import dev.vertepath.record.index.IndexRows.DateRow;
import dev.vertepath.record.index.IndexRows.QuantityRow;
import dev.vertepath.record.index.IndexRows.ReferenceRow;
import dev.vertepath.record.index.IndexRows.StringRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The search index: all its tables are written in one statement, however many resources. */
public final class IndexTables {

  private final JdbcClient jdbc;

  public IndexTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A resource's row id and type with what the index holds of it. */
  public record Entry(long rid, String type, IndexRows rows) {}

  private record Of<T>(Entry entry, T row) {}

  public void remove(Collection<Long> rids) {
    if (!rids.isEmpty()) {
      jdbc.sql(
              """
              with gone as (select unnest(:rids::bigint[]) as rid),
              t as (delete from search_token x using gone where x.rid = gone.rid),
              d as (delete from search_date x using gone where x.rid = gone.rid),
              s as (delete from search_string x using gone where x.rid = gone.rid),
              q as (delete from search_quantity x using gone where x.rid = gone.rid)
              delete from reference x using gone where x.rid = gone.rid
              """)
          .param("rids", rids.toArray(Long[]::new))
          .update();
    }
  }

  public void add(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    List<Of<Long>> tokens = all(entries, IndexRows::tokens);
    List<Of<DateRow>> dates = all(entries, IndexRows::dates);
    List<Of<StringRow>> strings = all(entries, IndexRows::strings);
    List<Of<QuantityRow>> quantities = all(entries, IndexRows::quantities);
    List<Of<ReferenceRow>> references = all(entries, IndexRows::references);
    jdbc.sql(
            """
            with t as (
              insert into search_token (rid, tokens)
              select rid, array_agg(token) from unnest(?::bigint[], ?::bigint[]) as x(rid, token)
              group by rid
            ), d as (
              insert into search_date (rid, type, param, lo, hi)
              select * from unnest(
                ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
            ), s as (
              insert into search_string (rid, type, param, folded, exact)
              select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
            ), q as (
              insert into search_quantity (rid, type, param, value, system, code)
              select * from unnest(
                ?::bigint[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::text[])
            )
            insert into reference (rid, param, target_type, target_id, identifier)
            select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[])
            """)
        .params(
            List.of(
                rids(tokens),
                tokens.stream().map(Of::row).toArray(Long[]::new),
                rids(dates),
                types(dates),
                texts(dates, DateRow::param),
                texts(dates, row -> row.lo().toString()),
                texts(dates, row -> row.hi().toString()),
                rids(strings),
                types(strings),
                texts(strings, StringRow::param),
                texts(strings, StringRow::folded),
                texts(strings, StringRow::exact),
                rids(quantities),
                types(quantities),
                texts(quantities, QuantityRow::param),
                texts(quantities, row -> row.value().toString()),
                texts(quantities, QuantityRow::system),
                texts(quantities, QuantityRow::code),
                rids(references),
                texts(references, ReferenceRow::param),
                texts(references, ReferenceRow::targetType),
                texts(references, ReferenceRow::targetId),
                references.stream().map(of -> of.row().identifier()).toArray(Long[]::new)))
        .update();
  }

  private static <T> List<Of<T>> all(
      List<Entry> entries, Function<IndexRows, ? extends Collection<T>> rows) {
    List<Of<T>> all = new ArrayList<>();
    entries.forEach(
        entry -> rows.apply(entry.rows()).forEach(row -> all.add(new Of<>(entry, row))));
    return all;
  }

  private static <T> Long[] rids(List<Of<T>> rows) {
    return rows.stream().map(of -> of.entry().rid()).toArray(Long[]::new);
  }

  private static <T> String[] types(List<Of<T>> rows) {
    return rows.stream().map(of -> of.entry().type()).toArray(String[]::new);
  }

  private static <T> String[] texts(List<Of<T>> rows, Function<T, String> text) {
    return rows.stream().map(of -> text.apply(of.row())).toArray(String[]::new);
  }
}
