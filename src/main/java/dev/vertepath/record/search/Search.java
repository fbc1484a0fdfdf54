package dev.vertepath.record.search;

import dev.vertepath.record.Handling;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.search.QueryString.Parameter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Searches of one type, or of several (R4 search.html). */
public final class Search {

  private final JdbcClient jdbc;
  private final SearchConditions conditions;
  private final Narrowing narrowing;
  private final DateWalk walk;
  private final Nearby nearby;
  private final Ordering ordering;
  private final Includes includes;
  private final Pages pages;
  private final Moments moments;
  private final SearchedTypes searched;
  private final ZoneId zone;

  /**
   * @param types the types that are served
   */
  public Search(
      JdbcClient jdbc,
      SearchParameters parameters,
      SearchConditions conditions,
      Set<String> types,
      ZoneId zone,
      Pages pages) {
    this.jdbc = jdbc;
    this.conditions = conditions;
    this.narrowing = new Narrowing(parameters, conditions);
    this.walk = new DateWalk(parameters, conditions, zone);
    this.nearby = new Nearby(jdbc);
    this.ordering = new Ordering(parameters);
    this.includes = new Includes(jdbc, parameters, types);
    this.moments = new Moments(jdbc);
    this.pages = pages;
    this.searched = new SearchedTypes(types, parameters.context().getResourceTypes());
    this.zone = zone;
  }

  /**
   * @param type null for a search of all types, or of those that {@code _type} names
   */
  public SearchPage page(@Nullable String type, String query, Handling handling, Sight sight) {
    SearchRequest asked = SearchRequest.parse(query);
    List<String> warnings = new ArrayList<>();
    SearchRequest request =
        handling == Handling.LENIENT ? asked.without(unknown(type, asked, warnings, sight)) : asked;
    includes.check(request.includes());
    String name = Objects.requireNonNullElse(type, "");
    Cursor cursor =
        request.cursor() == null ? null : pages.open(name, request, request.cursor(), sight);
    Moment moment = moment(request, cursor).seenBy(sight);
    Selection selection =
        selection(searched.scope(type, request, moment), searched.within(type, request));
    Pages.Fetched fetched = pages.fetch(name, request, selection, moment, cursor);
    Includes.Included included =
        includes.of(fetched.rows(), request.includes(), cursor == null ? moment : fetched.moment());
    warnings.addAll(included.warnings());
    SearchPage page = fetched.page();
    return new SearchPage(
        page.total(), page.matches(), included.resources(), page.links(), warnings);
  }

  /**
   * The keys that match the criteria of a conditional interaction, two at most.
   *
   * @throws RecordException PRECONDITION_FAILED when the criteria name nothing to search by
   */
  public List<ResourceKey> matches(String type, String criteria, Sight sight) {
    SearchRequest request = SearchRequest.parse(criteria);
    if (request.filters().isEmpty()) {
      throw new RecordException(
          Kind.PRECONDITION_FAILED,
          "invalid",
          null,
          "The condition is empty: name the search parameters that shall match, as in"
              + " identifier=system|value.");
    }
    Moment moment = Moment.NOW.seenBy(sight);
    Sql statement =
        moment
            .prelude()
            .then("select r.id from ")
            .then(source(Scope.of("r", type, moment), request, false, true))
            .then(" order by r.rid limit 2");
    return jdbc.sql(statement.text())
        .params(statement.arguments())
        .query((row, number) -> new ResourceKey(type, row.getString(1)))
        .list();
  }

  /** The version that was current at an instant, a deletion mark included. */
  public Optional<StoredResource> asOf(ResourceKey key, String instant, Sight sight) {
    Parameter asked = new Parameter("_asOf", "", instant);
    return read(key, moments.at(DateComparison.instant(asked, zone)).seenBy(sight));
  }

  /** The current version, a deletion mark included; empty if it is out of sight. */
  public Optional<StoredResource> seen(ResourceKey key, Sight sight) {
    return read(key, Moment.NOW.seenBy(sight));
  }

  /** The current versions of these, deletion marks included, as far as they are in sight. */
  public List<StoredResource> seen(Collection<ResourceKey> keys, Sight sight) {
    Moment moment = Moment.NOW.seenBy(sight);
    Sql statement =
        moment
            .prelude()
            .then(
                "select " + Row.COLUMNS + " from unnest(?::text[], ?::text[]) as k(type, id)",
                keys.stream().map(ResourceKey::type).toArray(String[]::new),
                keys.stream().map(ResourceKey::id).toArray(String[]::new))
            .then(" join " + moment.resources() + " r")
            .then(" on r.type = k.type collate \"C\" and r.id = k.id collate \"C\"");
    return jdbc.sql(statement.text())
        .params(statement.arguments())
        .query((row, number) -> Row.read(row, number).resource())
        .list();
  }

  /** One version, current or not; empty if it is out of sight. */
  public Optional<StoredResource> version(ResourceKey key, long version, Sight sight) {
    Sql statement =
        Moment.NOW
            .seenBy(sight)
            .prelude()
            .then("select " + Row.COLUMNS + " from " + History.VERSIONS)
            .then(" where r.type = ? and r.id = ? and r.version = ?", key.type(), key.id(), version)
            .then(" and " + sight.of("r"));
    return one(statement);
  }

  private Optional<StoredResource> read(ResourceKey key, Moment moment) {
    Sql statement =
        moment
            .prelude()
            .then("select " + Row.COLUMNS + " from " + moment.resources() + " r")
            .then(" where r.type = ? and r.id = ?", key.type(), key.id());
    return one(statement);
  }

  private Optional<StoredResource> one(Sql statement) {
    return jdbc.sql(statement.text())
        .params(statement.arguments())
        .query(Row::read)
        .optional()
        .map(Row::resource);
  }

  /** What a query finds of a type, as a part of a sight. */
  public Sight narrowed(String type, String query, String name) {
    return narrowing.of(type, query, name);
  }

  /** What names a value set is looked up: in sight only. */
  private List<Parameter> unknown(
      @Nullable String type, SearchRequest request, List<String> warnings, Sight sight) {
    Scope scope = searched.scope(type, request, Moment.NOW.seenBy(sight));
    List<Parameter> unknown = new ArrayList<>();
    for (Parameter filter : searched.within(type, request).filters()) {
      try {
        conditions.of(scope, filter);
      } catch (RecordException e) {
        if (!e.problems().getFirst().code().equals("not-supported")) {
          throw e;
        }
        unknown.add(filter);
        warnings.add("Ignored: " + e.problems().getFirst().diagnostics());
      }
    }
    return unknown;
  }

  private Moment moment(SearchRequest request, @Nullable Cursor cursor) {
    if (cursor != null) {
      return cursor.moment();
    }
    Parameter asOf = request.asOf();
    return asOf == null ? Moment.NOW : moments.at(DateComparison.instant(asOf, zone));
  }

  private Selection selection(Scope scope, SearchRequest request) {
    Selection walked =
        scope.isOfOneType()
            ? walk.of(scope.type(), request, scope.moment(), () -> nearby.rows(scope))
            : null;
    if (walked != null) {
      return walked;
    }
    return Listing.of(
        scope.moment(),
        source(scope, request, true, !request.sorts().isEmpty()),
        ordering.of(scope, request.sorts()),
        request.wantsTotal(true));
  }

  /**
   * Those that match and are in sight, as rows under the alias {@code r}.
   *
   * @param among whether these may be looked for among all that may be in sight
   * @param columns whether more than the {@code rid} of each is wanted
   */
  private Sql source(Scope scope, SearchRequest request, boolean among, boolean columns) {
    String resources = scope.resources() + " r";
    List<Condition> all =
        request.filters().stream().map(filter -> conditions.of(scope, filter)).toList();
    Condition condition = all.isEmpty() ? new Condition.Fixed(true) : Condition.all(all);
    boolean many = condition.reach() == Condition.Reach.MANY;
    Sql near = among && many ? nearby.rows(scope) : null;
    if (near != null) {
      return rows(scope, new Condition.Among(near, condition), columns);
    }
    if (all.isEmpty()) {
      Sql rows = Sql.of(resources + " where ").then(scope.typed("r.type")).then("not r.deleted");
      // Of several types PostgreSQL would rather go through all that there is, in its order.
      return scope.isOfOneType() || scope.whole()
          ? rows
          : Sql.of("(select r.rid, r.id, r.updated from ").then(rows).then(" offset 0) r");
    }
    if (condition.set() == null) {
      return Sql.of(resources + " where ")
          .then(scope.typed("r.type"))
          .then("not r.deleted and ")
          .then(condition.checkAll("r"));
    }
    return rows(scope, condition, columns);
  }

  private static Sql rows(Scope scope, Condition condition, boolean columns) {
    Sql matches = Sql.of("(").then(scope.select(condition)).then(")");
    return columns
        ? matches
            .then(" o cross join lateral (select r.* from " + scope.own())
            .then(" r where r.rid = o.rid offset 0) r")
        : matches.then(" r");
  }
}
