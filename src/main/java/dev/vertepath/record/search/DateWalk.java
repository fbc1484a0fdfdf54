package dev.vertepath.record.search;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import dev.vertepath.record.DateRange;
import dev.vertepath.record.index.Hashes;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.Span;
import dev.vertepath.record.search.QueryString.Parameter;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of worklists, as in {@code CarePlan?status=active&date=ge2026-11-01&date=le2026-11-30}:
 * along the index of dates in its order, so that a page costs what it shows and a total one look
 * per match that is counted, however much the record holds.
 *
 * <p>The index leads with the status and the class of length ({@link Span}); each combination is a
 * walk of its own between two bounds, and the walks are merged.
 */
final class DateWalk {

  private static final String CLASSES =
      "unnest(?::int[]) as c(status) cross join unnest(?::int[], ?::bigint[]) as s(span, longest)";

  private static final String WALKS = " from " + CLASSES + " cross join lateral (";

  private static final Set<RestSearchParameterTypeEnum> BROAD =
      Set.of(
          RestSearchParameterTypeEnum.TOKEN,
          RestSearchParameterTypeEnum.DATE,
          RestSearchParameterTypeEnum.QUANTITY,
          RestSearchParameterTypeEnum.NUMBER);

  private final SearchParameters parameters;
  private final SearchConditions conditions;
  private final Statuses statuses;
  private final SingleDates single;
  private final ZoneId zone;

  DateWalk(SearchParameters parameters, SearchConditions conditions, ZoneId zone) {
    this.parameters = parameters;
    this.conditions = conditions;
    this.statuses = new Statuses(parameters.context());
    this.single = new SingleDates(parameters);
    this.zone = zone;
  }

  /**
   * The selection by such a walk, or null when the search is of another kind.
   *
   * @param nearby gives the {@code rid} of all that may be in sight, where these are few: then
   *     these are gone through, and put into the order of the walk
   */
  @Nullable Selection of(
      String type, SearchRequest request, Moment moment, Supplier<@Nullable Sql> nearby) {
    Parameter dated =
        request.filters().stream().filter(f -> isBound(type, f)).findFirst().orElse(null);
    if (dated == null || !fits(type, request, dated.name())) {
      return null;
    }
    Integer[] walked = statuses.all(type);
    var scope = Scope.of("d", type, moment);
    Sql where =
        Sql.of(
            "d.param = ? and d.status = c.status and d.span = s.span",
            Hashes.param(type, dated.name()));
    for (Parameter filter : request.filters()) {
      Integer[] asked = asked(type, filter);
      if (asked != null && walked == statuses.all(type)) {
        walked = asked;
      } else if (filter.name().equals(dated.name())) {
        where = where.then(" and ").then(bound(filter));
      } else {
        where = where.then(" and ").then(conditions.of(scope, filter).check("d"));
      }
    }
    Sql near = nearby.get();
    if (near != null) {
      return nearby(moment, near, where, walked, request);
    }
    Sql inSight = moment.isRestricted() ? where.then(" and " + moment.isSeen("d")) : where;
    return selection(moment, where, inSight, walked, request);
  }

  /**
   * @param where which rows match
   * @param inSight and may be seen
   */
  private static Selection selection(
      Moment moment, Sql where, Sql inSight, Integer[] walked, SearchRequest request) {
    boolean descending = isDescending(request);
    String table = moment.table("search_date");
    Sql walks = Sql.of(WALKS, walked, spans(), longest());
    var key = new Key("k0", "bigint", descending);
    Selection.PageRows rows =
        (position, limit) -> {
          boolean backwards = position != null && position.backwards();
          String order = new Keyset(List.of(key), backwards, descending).order();
          Sql from = Sql.of("d.rid, d.lo as k0 from " + table + " d where ");
          Sql behind =
              position == null
                  ? Sql.NONE
                  : Sql.of(
                      " and (d.lo, d.rid) " + key.after(backwards) + " (?::bigint, ?)",
                      position.keys().getFirst(),
                      position.rid());
          String walkOrder = " order by " + walkOrder(descending != backwards) + " limit ?) w";
          Function<Sql, Sql> page =
              matching ->
                  Sql.of("select w.rid, w.k0")
                      .then(walks)
                      .then("select ")
                      .then(from)
                      .then(matching)
                      .then(behind)
                      .then(walkOrder, limit)
                      .then(" order by " + order + " limit ?", limit);
          return moment.isRestricted()
              ? lookedAt(page.apply(where), page.apply(inSight), moment)
              : page.apply(where);
        };
    Sql matches = Sql.of(table + " d where ").then(inSight);
    Selection.Tally tally = most -> most == null ? all(walks, matches) : some(walks, matches, most);
    return new Selection(
        rows,
        request.wantsTotal(true) ? tally : null,
        List.of(key),
        descending,
        Selection.current(moment));
  }

  private static Selection nearby(
      Moment moment, Sql near, Sql where, Integer[] walked, SearchRequest request) {
    boolean descending = isDescending(request);
    var key = new Key("k0", "bigint", descending);
    Sql all =
        Sql.of("select m.rid, m.lo as k0 from (select d.rid, d.lo from (")
            .then(near)
            .then(
                ") n cross join lateral (select d.* from search_date d where d.rid = n.rid offset 0) d")
            .then(" cross join " + CLASSES, walked, spans(), longest())
            .then(" where ")
            .then(where)
            .then(" offset 0) m where " + moment.isSeen("m"));
    String order = new Keyset(List.of(key), false, descending).order();
    return new Selection(
        // Only what is now is looked for so, and what is now has no pages before it.
        (position, limit) -> all.then(" order by " + order + " limit ?", limit),
        request.wantsTotal(true)
            ? most -> Selection.Tally.of(Sql.of("(").then(all).then(") a"), most)
            : null,
        List.of(key),
        descending,
        Selection.current(moment));
  }

  /**
   * A page of what is in sight. Where all that it would show are, no others are looked at.
   * Otherwise each walk looks at its rows until it has found a page of those in sight: at all of
   * them if few are.
   */
  private static Sql lookedAt(Sql page, Sql inSight, Moment moment) {
    return Sql.of("with near as materialized (")
        .then(page)
        .then("), visible as materialized (select d.rid, d.k0 from near d where ")
        .then(moment.isSeen("d") + "), hidden as materialized (")
        .then("select (select count(*) from near) > (select count(*) from visible) as some_are)")
        .then(" select s.rid, s.k0 from visible s where not (select some_are from hidden)")
        .then(" union all select s.rid, s.k0 from (")
        .then(inSight)
        .then(") s where (select some_are from hidden)");
  }

  /** Counted within each walk, which keeps the planner from joining the walks another way. */
  private static Sql all(Sql walks, Sql matches) {
    return Sql.of("select coalesce(sum(w.n), 0)::bigint as n")
        .then(walks)
        .then(Selection.Tally.of(matches, null))
        .then(") w");
  }

  /**
   * With one limit for the walks together, or each would count up to it by itself; its own limit
   * keeps the planner, as above.
   */
  private static Sql some(Sql walks, Sql matches, long most) {
    Sql rows = walks.then("select from ").then(matches).then(" limit ?) w", most);
    return Selection.Tally.ofAll(Sql.of("select").then(rows), most);
  }

  private static String walkOrder(boolean descending) {
    return descending ? "d.lo desc, d.rid desc" : "d.lo, d.rid";
  }

  /** Whether the rest of the search leaves the walk the best way: many match each of its parts. */
  private boolean fits(String type, SearchRequest request, String dated) {
    boolean sorted =
        request.sorts().isEmpty()
            || request.sorts().size() == 1 && request.sorts().getFirst().name().equals(dated);
    return sorted
        && statuses.all(type).length > 0
        && single.isSingle(type, dated)
        && request.filters().stream()
            .allMatch(f -> f.name().equals(dated) ? isBound(type, f) : isBroad(type, f));
  }

  private boolean isBroad(String type, Parameter filter) {
    return !filter.name().equals("identifier")
        && !filter.name().equals("_id")
        && filter.name().indexOf('.') < 0
        && parameters
            .find(type, filter.name())
            .filter(parameter -> BROAD.contains(parameter.type()))
            .isPresent();
  }

  private boolean isBound(String type, Parameter filter) {
    return filter.modifier().isEmpty()
        && QueryString.alternatives(filter.value()).size() == 1
        && !filter.value().startsWith("ne")
        && !filter.value().startsWith("ap")
        && parameters
            .find(type, filter.name())
            .filter(parameter -> parameter.type() == RestSearchParameterTypeEnum.DATE)
            .isPresent();
  }

  /** The statuses that a filter asks for, or null when it asks for something else. */
  private static Integer @Nullable [] asked(String type, Parameter filter) {
    if (!filter.name().equals("status")
        || !filter.modifier().isEmpty()
        || filter.value().contains("|")) {
      return null;
    }
    return QueryString.alternatives(filter.value()).stream()
        .map(code -> Hashes.status(QueryString.unescape(code)))
        .distinct()
        .toArray(Integer[]::new);
  }

  private Sql bound(Parameter filter) {
    String value = filter.value();
    String prefix = DateComparison.prefix(value);
    DateRange range = DateComparison.range(filter, zone);
    Sql exact = DateComparison.compare(prefix, "d.lo", "d.hi", range.loMicros(), range.hiMicros());
    return switch (prefix) {
      case "gt", "ge" -> exact.then(" and d.lo >= ? - s.longest", range.loMicros());
      case "eb" -> exact.then(" and d.lo < ?", range.loMicros());
      case "", "eq" -> exact.then(" and d.lo <= ?", range.hiMicros());
      default -> exact;
    };
  }

  private static boolean isDescending(SearchRequest request) {
    return !request.sorts().isEmpty() && request.sorts().getFirst().descending();
  }

  private static Integer[] spans() {
    return Arrays.stream(Span.values()).map(Span::number).toArray(Integer[]::new);
  }

  private static Long[] longest() {
    return Arrays.stream(Span.values()).map(Span::longest).toArray(Long[]::new);
  }
}
