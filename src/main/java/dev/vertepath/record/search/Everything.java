package dev.vertepath.record.search;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.search.QueryString.Parameter;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All that is known of a patient (R4 patient-operation-everything): the patient, what belongs to
 * her, and what that refers to without belonging to anybody, as practitioners and organizations.
 */
public final class Everything {

  private static final String NAME = "Patient/$everything/";

  private final JdbcClient jdbc;
  private final Pages pages;
  private final Set<String> types;
  private final ZoneId zone;

  /**
   * @param types the types that are served
   */
  public Everything(JdbcClient jdbc, Pages pages, Set<String> types, ZoneId zone) {
    this.jdbc = jdbc;
    this.pages = pages;
    this.types = types;
    this.zone = zone;
  }

  /**
   * One page.
   *
   * @param patient logical id
   * @param query {@code _since}, {@code _type}, {@code start}, {@code end}, {@code _count} and what
   *     a link adds, still encoded
   */
  public SearchPage page(String patient, String query, Sight sight) {
    SearchRequest request = SearchRequest.parse(query);
    Cursor cursor =
        request.cursor() == null
            ? null
            : pages.open(NAME + patient, request, request.cursor(), sight);
    Moment moment = (cursor == null ? Moment.NOW : cursor.moment()).seenBy(sight);
    Sql where = Sql.of(moment.resources() + " r where r.patient = ? and not r.deleted", patient);
    for (Parameter asked : request.filters()) {
      where = where.then(condition(asked, moment));
    }
    Selection selection = Listing.of(moment, where, List.of(), request.wantsTotal(true));
    Pages.Fetched fetched = pages.fetch(NAME + patient, request, selection, moment, cursor);
    SearchPage page = fetched.page();
    return new SearchPage(
        page.total(),
        page.matches(),
        referred(fetched.rows(), moment, request),
        page.links(),
        List.of());
  }

  private Sql condition(Parameter asked, Moment moment) {
    return switch (asked.name()) {
      case "_since" ->
          Sql.of(
              " and r.updated >= ?",
              DateComparison.plain(asked, zone).lo().atOffset(ZoneOffset.UTC));
      case "_type" -> Sql.of(" and r.type = any(?::text[])", (Object) types(asked));
      case "start" -> care(moment, "x.hi >= ?", DateComparison.plain(asked, zone).loMicros());
      case "end" -> care(moment, "x.lo <= ?", DateComparison.plain(asked, zone).hiMicros());
      default ->
          throw new RecordException(
              Kind.INVALID,
              "not-supported",
              null,
              "$everything has no parameter '%s': it takes start, end, _since, _type and _count."
                  .formatted(asked.name()));
    };
  }

  /** What bears no date at all is of no date in particular, and belongs to every record of care. */
  private static Sql care(Moment moment, String bound, long micros) {
    String dates = "(select from " + moment.table("search_date") + " x where x.rid = r.rid";
    return Sql.of(
        " and (r.type = 'Patient' or exists %1$s and %2$s) or not exists %1$s))"
            .formatted(dates, bound),
        micros);
  }

  private String[] types(Parameter asked) {
    List<String> wanted = QueryString.alternatives(asked.value());
    for (String type : wanted) {
      if (!types.contains(type)) {
        throw Refusals.invalid(
            asked, "names '%s', which is no type that is served here".formatted(type));
      }
    }
    return wanted.toArray(String[]::new);
  }

  /** Who and what the resources of a page refer to, unless it is some patient's. */
  private List<StoredResource> referred(List<Row> rows, Moment moment, SearchRequest request) {
    Long[] rids = rows.stream().map(Row::rid).toArray(Long[]::new);
    if (rids.length == 0 || request.filters().stream().anyMatch(f -> f.name().equals("_type"))) {
      return List.of();
    }
    Sql statement =
        moment
            .prelude()
            .then("select " + Row.COLUMNS)
            .then(
                " from (select distinct x.target_type, x.target_id from unnest(?::bigint[]) as p(rid)",
                (Object) rids)
            .then(" join " + moment.table("reference") + " x on x.rid = p.rid) f join ")
            .then(moment.resources() + " r on r.type = f.target_type and r.id = f.target_id")
            .then(" where not r.deleted and r.patient is null");
    return jdbc.sql(statement.text()).params(statement.arguments()).query(Row::read).list().stream()
        .map(Row::resource)
        .toList();
  }
}
