package dev.vertepath.record.store;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.ResourceKey;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** References that would point at nothing. */
public final class Integrity {

  private static final int NAMED = 5;

  private final JdbcClient jdbc;
  private final boolean strict;

  /**
   * @param strict whether a reference to what is not there yet is refused
   */
  public Integrity(JdbcClient jdbc, boolean strict) {
    this.jdbc = jdbc;
    this.strict = strict;
  }

  /**
   * Looks at the record as it stands after all writes of a request.
   *
   * @throws RecordException CONFLICT when others refer to what was deleted; UNPROCESSABLE when a
   *     written one refers to what is not there
   */
  public void check(Collection<ResourceKey> written, Collection<ResourceKey> deleted) {
    if (!deleted.isEmpty()) {
      refuse(
          Kind.CONFLICT,
          "conflict",
          referrers(deleted),
          "change or delete it first, or mark the resource as entered in error instead");
    }
    if (strict && !written.isEmpty()) {
      refuse(
          Kind.UNPROCESSABLE,
          "not-found",
          dangling(written),
          "send that resource first or in the same transaction, or set"
              + " VERTEPATH_REFERENCES=lenient");
    }
  }

  private static void refuse(Kind kind, String code, List<Problem> found, String remedy) {
    if (!found.isEmpty()) {
      throw new RecordException(
          kind,
          found.stream()
              .map(p -> new Problem(code, p.expression(), p.diagnostics() + ": " + remedy + "."))
              .toList());
    }
  }

  private List<Problem> referrers(Collection<ResourceKey> deleted) {
    return jdbc.sql(
            """
            select d.type, d.id, r.type, r.id, f.param
            from unnest(?::text[], ?::text[]) as d(type, id)
            join reference f on f.target_type = d.type collate "C" and f.target_id = d.id collate "C"
            join resource r on r.rid = f.rid and not r.deleted
            where (r.type, r.id) <> (d.type, d.id)
            order by r.rid limit ?
            """)
        .params(types(deleted), ids(deleted), NAMED)
        .query(
            (row, number) ->
                new Problem(
                    "conflict",
                    row.getString(1),
                    "%s/%s cannot be deleted while %s/%s refers to it%s"
                        .formatted(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5).isEmpty() ? "" : " as its " + row.getString(5))))
        .list();
  }

  private List<Problem> dangling(Collection<ResourceKey> written) {
    return jdbc.sql(
            """
            select w.type, w.id, f.target_type, f.target_id
            from unnest(?::text[], ?::text[]) as w(type, id)
            join resource r on r.type = w.type collate "C" and r.id = w.id collate "C"
            join reference f on f.rid = r.rid and f.target_type <> '' and f.target_id <> ''
            where not exists (
              select from resource t
              where t.type = f.target_type and t.id = f.target_id and not t.deleted)
            order by r.rid limit ?
            """)
        .params(types(written), ids(written), NAMED)
        .query(
            (row, number) ->
                new Problem(
                    "not-found",
                    row.getString(1),
                    "%s/%s refers to %s/%s, which is not here"
                        .formatted(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4))))
        .list();
  }

  private static String[] types(Collection<ResourceKey> keys) {
    return keys.stream().map(ResourceKey::type).toArray(String[]::new);
  }

  private static String[] ids(Collection<ResourceKey> keys) {
    return keys.stream().map(ResourceKey::id).toArray(String[]::new);
  }
}
