package dev.vertepath.record.search;

import dev.vertepath.record.DateRange;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import dev.vertepath.record.search.QueryString.Parameter;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Versions, newest first (R4 http.html, "history"), on pages that hold still as those of searches
 * do.
 */
public final class History {

  static final String VERSIONS =
      """
      (select c.rid, c.type, c.id, c.version, c.created, c.updated, 'infinity'::timestamptz as until,
         c.deleted, c.method, c.patient, c.tx, c.body
       from resource c
       union all
       select o.rid, o.type, o.id, v.version, o.created, v.updated, v.until, v.deleted, v.method,
         v.patient, v.tx, v.body
       from resource_version v join resource o on o.rid = v.rid) r""";

  private static final List<Key> KEYS =
      List.of(new Key("k0", "timestamptz", true, true), new Key("k1", "bigint", true, true));

  private final Pages pages;
  private final ZoneId zone;

  public History(Pages pages, ZoneId zone) {
    this.pages = pages;
    this.zone = zone;
  }

  /**
   * The versions of a resource, of a type (id null) or of everything (both null).
   *
   * @param query {@code _since}, {@code _at}, {@code _count}, {@code _total} and what a link adds
   * @throws RecordException NOT_FOUND when there never was such a resource
   */
  public SearchPage page(@Nullable String type, @Nullable String id, String query, Sight sight) {
    SearchRequest request = SearchRequest.parse(query);
    String name = "_history/" + Objects.toString(type, "") + "/" + Objects.toString(id, "");
    requireNoSearch(request);
    Cursor cursor =
        request.cursor() == null ? null : pages.open(name, request, request.cursor(), sight);
    Moment moment = (cursor == null ? Moment.NOW : cursor.moment()).seenBy(sight);
    Sql where = Sql.of(moment.has("r.tx") + " and " + sight.of("r"));
    if (type != null) {
      where = where.then(" and r.type = ?", type);
    }
    if (id != null) {
      where = where.then(" and r.id = ?", id);
    }
    for (Parameter asked : request.filters()) {
      where = where.then(condition(asked));
    }
    // Counting what a type or the whole record ever was would cost more than the page.
    boolean counted = request.wantsTotal(id != null);
    Pages.Fetched fetched = pages.fetch(name, request, selection(where, counted), moment, cursor);
    if (id != null && fetched.rows().isEmpty() && request.filters().isEmpty() && cursor == null) {
      requireThere(fetched.page());
    }
    return fetched.page();
  }

  private static void requireNoSearch(SearchRequest request) {
    if (!request.sorts().isEmpty() || !request.includes().isEmpty() || request.asOf() != null) {
      throw new RecordException(
          Kind.INVALID,
          "not-supported",
          null,
          "History is not sorted, includes nothing and is of now: it takes _since, _at, _count and"
              + " _total.");
    }
  }

  private static void requireThere(SearchPage page) {
    Long total = page.total();
    if (total == null || total == 0) {
      throw new RecordException(
          Kind.NOT_FOUND, "not-found", null, "There is no such resource, nor was there ever.");
    }
  }

  private static Selection selection(Sql where, boolean counted) {
    Selection.PageRows rows =
        (position, limit) -> {
          var keyset = new Keyset(KEYS, position != null && position.backwards(), true);
          Sql page =
              Sql.of(
                      "select s.rid, s.k0, s.k1 from (select r.rid, r.updated as k0, r.version as k1"
                          + " from "
                          + VERSIONS
                          + " where ")
                  .then(where)
                  .then(") s");
          if (position != null) {
            page = page.then(" where ").then(keyset.behind(position));
          }
          return page.then(" order by " + keyset.order() + " limit ?", limit);
        };
    Sql versions = Sql.of(VERSIONS + " where ").then(where);
    Selection.Tally tally = counted ? most -> Selection.Tally.of(versions, most) : null;
    return new Selection(
        rows,
        tally,
        KEYS,
        true,
        Selection.each(VERSIONS + " where r.rid = page.rid and r.version = page.k1"));
  }

  private Sql condition(Parameter asked) {
    return switch (asked.name()) {
      case "_since" ->
          Sql.of(
              " and r.updated >= ?",
              DateComparison.plain(asked, zone).lo().atOffset(ZoneOffset.UTC));
      case "_at" -> current(asked);
      default ->
          throw new RecordException(
              Kind.INVALID,
              "not-supported",
              null,
              "History has no parameter '%s': it takes _since, _at, _count and _total."
                  .formatted(asked.name()));
    };
  }

  /** Versions that were current at some time of a period, or until or from one on. */
  private Sql current(Parameter asked) {
    DateRange at = range(asked);
    Sql begun = Sql.of(" and r.updated <= ?", at.hi().atOffset(ZoneOffset.UTC));
    Sql lasting = Sql.of(" and r.until > ?", at.lo().atOffset(ZoneOffset.UTC));
    return switch (DateComparison.prefix(asked.value())) {
      case "", "eq" -> begun.then(lasting);
      case "ge" -> lasting;
      case "le" -> begun;
      default -> throw Refusals.invalid(asked, "can have the prefixes eq, ge and le");
    };
  }

  private DateRange range(Parameter asked) {
    return DateComparison.range(asked, zone);
  }
}
