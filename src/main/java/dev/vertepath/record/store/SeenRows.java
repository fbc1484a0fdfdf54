package dev.vertepath.record.store;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.index.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a request may see of the rows that it writes. Where everything is seen, it costs nothing.
 */
final class SeenRows {

  private final JdbcClient jdbc;
  private final Sight sight;

  SeenRows(JdbcClient jdbc, Sight sight) {
    this.jdbc = jdbc;
    this.sight = sight;
  }

  Sight sight() {
    return sight;
  }

  /** Those of these rows that are in sight. */
  List<Row> of(List<Row> rows) {
    Set<ResourceKey> hidden = hidden(rows);
    return rows.stream().filter(row -> !hidden.contains(row.key())).toList();
  }

  /** The keys of those that are out of sight. */
  Set<ResourceKey> hidden(List<Row> rows) {
    if (sight.isAll() || rows.isEmpty()) {
      return Set.of();
    }
    List<Object> arguments = new ArrayList<>(sight.arguments());
    arguments.add(rows.stream().map(Row::rid).toArray(Long[]::new));
    return new HashSet<>(
        jdbc.sql(
                "with %s select r.type, r.id from resource r where r.rid = any(?::bigint[]) and not %s"
                    .formatted(sight.row(), sight.of("r")))
            .params(arguments)
            .query((row, number) -> new ResourceKey(row.getString(1), row.getString(2)))
            .list());
  }

  /**
   * After all writes: nobody may store what is out of their own sight.
   *
   * @throws RecordException FORBIDDEN, naming the entries
   */
  void requireSeen(Collection<Entry> sent) {
    if (sight.isAll() || sent.isEmpty()) {
      return;
    }
    List<Object> arguments = new ArrayList<>(sight.arguments());
    arguments.add(sent.stream().map(entry -> entry.target().type()).toArray(String[]::new));
    arguments.add(sent.stream().map(entry -> entry.target().id()).toArray(String[]::new));
    Set<ResourceKey> hidden =
        new HashSet<>(
            jdbc.sql(
                    """
                    with %s
                    select r.type, r.id
                    from (select unnest(?::text[]) as type, unnest(?::text[]) as id) k
                    join resource r on r.type = k.type collate "C" and r.id = k.id collate "C"
                    where not r.deleted and not %s
                    """
                        .formatted(sight.row(), sight.of("r")))
                .params(arguments)
                .query((row, number) -> new ResourceKey(row.getString(1), row.getString(2)))
                .list());
    List<Problem> problems =
        sent.stream()
            .filter(entry -> hidden.contains(entry.target()))
            .map(
                entry ->
                    new Problem(
                        "forbidden",
                        entry.at(),
                        "This %s would belong to whom the caller may not see: it is not stored."
                            .formatted(entry.type())))
            .toList();
    if (!problems.isEmpty()) {
      throw new RecordException(Kind.FORBIDDEN, problems);
    }
  }
}
