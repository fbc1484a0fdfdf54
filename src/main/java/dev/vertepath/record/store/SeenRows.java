package dev.vertepath.record.store;

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
   * Looks, when the round trip is made, for those that are not here or are out of sight.
   *
   * @param missing is given each of those
   */
  void look(Collection<ResourceKey> keys, RoundTrip trip, Missing missing) {
    if (keys.isEmpty()) {
      return;
    }
    List<Object> arguments = new ArrayList<>(sight.arguments());
    arguments.add(keys.stream().map(ResourceKey::type).toArray(String[]::new));
    arguments.add(keys.stream().map(ResourceKey::id).toArray(String[]::new));
    trip.add(
        """
        %s
        select k.type, k.id, h.seen is not null
        from unnest(?::text[], ?::text[]) as k(type, id)
        left join lateral (
          select %s as seen from resource r
          where r.type = k.type collate "C" and r.id = k.id collate "C" and not r.deleted offset 0) h
          on true
        where h.seen is not true
        """
            .formatted(sight.isAll() ? "" : "with " + sight.row(), sight.of("r")),
        arguments,
        row -> missing.add(new ResourceKey(row.getString(1), row.getString(2)), row.getBoolean(3)));
  }

  /** Takes what is not here, or is here and out of sight. */
  interface Missing {
    void add(ResourceKey key, boolean here);
  }
}
