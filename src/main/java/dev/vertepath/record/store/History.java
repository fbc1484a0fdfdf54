package dev.vertepath.record.store;

import dev.vertepath.record.DateRange;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.search.QueryString;
import dev.vertepath.record.search.QueryString.Parameter;
import dev.vertepath.record.search.Sql;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Versions, newest first (R4 http.html, "history"). */
public final class History {

  private static final int DEFAULT_COUNT = 50;
  private static final int MOST = 1000;

  private static final String VERSIONS =
      """
      select r.rid, r.type, r.id, r.version, r.created, r.updated, r.deleted, r.method, r.patient,
        r.body
      from resource r
      union all
      select r.rid, r.type, r.id, v.version, r.created, v.updated, v.deleted, v.method, r.patient,
        v.body
      from resource_version v join resource r on r.rid = v.rid
      """;

  private final JdbcClient jdbc;
  private final ZoneId zone;

  public History(JdbcClient jdbc, ZoneId zone) {
    this.jdbc = jdbc;
    this.zone = zone;
  }

  public SearchPage page(@Nullable String type, @Nullable String id, String query) {
    List<Sql> all = new ArrayList<>();
    all.add(Sql.of("true"));
    if (type != null) {
      all.add(Sql.of("r.type = ?", type));
    }
    if (id != null) {
      all.add(Sql.of("r.id = ?", id));
    }
    int count = DEFAULT_COUNT;
    long offset = 0;
    var filters = new StringBuilder();
    for (Parameter asked : QueryString.parse(query).parameters()) {
      switch (asked.name()) {
        case "_count" -> count = (int) Math.min(asked.wholeNumber(), MOST);
        case "_offset" -> offset = asked.wholeNumber();
        case "_since" -> {
          all.add(Sql.of("r.updated >= ?", since(asked)));
          filters.append(asked.encoded()).append('&');
        }
        case "_format", "_pretty", "_summary", "_elements" -> {
          // The boundary's.
        }
        default ->
            throw new RecordException(
                Kind.INVALID,
                "not-supported",
                null,
                "History has no parameter '%s': it takes _count and _since."
                    .formatted(asked.name()));
      }
    }
    return page(Sql.all(all), count, offset, filters.toString(), id != null);
  }

  private SearchPage page(Sql where, int count, long offset, String filters, boolean instance) {
    long total =
        jdbc.sql("select count(*) from (" + VERSIONS + ") r where " + where.text())
            .params(where.arguments())
            .query(Long.class)
            .single();
    if (instance && total == 0 && filters.isEmpty()) {
      throw new RecordException(
          Kind.NOT_FOUND, "not-found", null, "There is no such resource, nor was there ever.");
    }
    List<Object> arguments = new ArrayList<>(where.arguments());
    arguments.addAll(List.of(count, offset));
    List<Row> rows =
        jdbc.sql(
                "select %s from (%s) r where %s".formatted(Row.COLUMNS, VERSIONS, where.text())
                    + " order by r.updated desc, r.version desc, r.rid desc limit ? offset ?")
            .params(arguments)
            .query(Row::read)
            .list();
    boolean more = offset + rows.size() < total && count > 0;
    return new SearchPage(
        total,
        rows.stream().map(Row::resource).toList(),
        List.of(),
        link(filters, count, offset),
        more ? link(filters, count, offset + count) : null,
        offset > 0 ? link(filters, count, Math.max(0, offset - count)) : null,
        List.of());
  }

  private static String link(String filters, int count, long offset) {
    return filters + "_count=" + count + (offset == 0 ? "" : "&_offset=" + offset);
  }

  private OffsetDateTime since(Parameter asked) {
    try {
      return DateRange.of(asked.value(), zone).lo().atOffset(ZoneOffset.UTC);
    } catch (IllegalArgumentException e) {
      throw new RecordException(
          Kind.INVALID,
          "invalid",
          null,
          "_since must be an instant as in 2026-11-23T08:30:00Z; it is '%s'."
              .formatted(asked.value()));
    }
  }
}
