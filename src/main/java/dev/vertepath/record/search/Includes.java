package dev.vertepath.record.search;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What comes with the matches of a page (R4 search.html, "Including other resources"). */
final class Includes {

  /** More than a page should carry: what goes beyond is left out, with a warning. */
  private static final int MOST = 2000;

  private final JdbcClient jdbc;
  private final SearchParameters parameters;
  private final Set<String> types;

  /**
   * @param types the types that are served
   */
  Includes(JdbcClient jdbc, SearchParameters parameters, Set<String> types) {
    this.jdbc = jdbc;
    this.parameters = parameters;
    this.types = types;
  }

  /**
   * One {@code _include} or {@code _revinclude}.
   *
   * @param source type of the resource that refers, or null for any
   * @param param the search parameter, or null for any
   * @param target type that is referred to, or null for any
   */
  private record Wanted(
      boolean reverse,
      boolean iterate,
      @Nullable String source,
      SearchParameters.@Nullable Parameter param,
      @Nullable String target) {}

  /** What the includes of a search add to its matches, and what was left out. */
  record Included(List<StoredResource> resources, List<String> warnings) {}

  /**
   * @throws RecordException INVALID for an include that names no reference of a type
   */
  void check(List<Parameter> includes) {
    includes.forEach(this::wanted);
  }

  Included of(List<Row> matches, List<Parameter> includes, Moment moment) {
    if (includes.isEmpty() || matches.isEmpty()) {
      return new Included(List.of(), List.of());
    }
    List<Wanted> all = includes.stream().map(this::wanted).distinct().toList();
    Set<Long> seen = new LinkedHashSet<>();
    matches.forEach(row -> seen.add(row.rid()));
    Map<Long, Row> found = new LinkedHashMap<>();
    Collection<Row> round = matches;
    List<Wanted> now = all;
    while (!round.isEmpty() && found.size() <= MOST) {
      List<Row> fresh = new ArrayList<>();
      for (Wanted wanted : now) {
        for (Row row : wanted.reverse() ? back(wanted, round, moment) : on(wanted, round, moment)) {
          if (seen.add(row.rid())) {
            found.put(row.rid(), row);
            fresh.add(row);
          }
        }
      }
      round = fresh;
      now = all.stream().filter(Wanted::iterate).toList();
    }
    List<StoredResource> resources = found.values().stream().map(Row::resource).toList();
    return resources.size() <= MOST
        ? new Included(resources, List.of())
        : new Included(
            resources.subList(0, MOST),
            List.of(
                "More than %d resources would be included: only so many are. Ask for smaller pages."
                    .formatted(MOST)));
  }

  private List<Row> on(Wanted wanted, Collection<Row> rows, Moment moment) {
    Long[] rids =
        rows.stream()
            .filter(row -> wanted.source() == null || wanted.source().equals(row.key().type()))
            .map(Row::rid)
            .toArray(Long[]::new);
    if (rids.length == 0) {
      return List.of();
    }
    return rows(
        moment,
        Sql.of(
                " from (select distinct x.target_type, x.target_id from unnest(?::bigint[]) as p(rid)"
                    + " join %s x on x.rid = p.rid where true".formatted(moment.table("reference")),
                (Object) rids)
            .then(named(wanted))
            .then(equal("x.target_type", wanted.target()))
            .then(") f join " + moment.resources())
            .then(
                " r on r.type = f.target_type and r.id = f.target_id where not r.deleted limit ?",
                MOST + 1));
  }

  private List<Row> back(Wanted wanted, Collection<Row> rows, Moment moment) {
    List<ResourceKey> targets =
        rows.stream()
            .map(Row::key)
            .filter(key -> wanted.target() == null || wanted.target().equals(key.type()))
            .toList();
    if (targets.isEmpty()) {
      return List.of();
    }
    return rows(
        moment,
        Sql.of(
                " from (select distinct x.rid from unnest(?::text[], ?::text[]) as p(type, id) join "
                    + moment.table("reference")
                    + " x on x.target_type = p.type collate \"C\" and x.target_id = p.id collate \"C\""
                    + " where true",
                texts(targets, ResourceKey::type),
                texts(targets, ResourceKey::id))
            .then(named(wanted))
            .then(") f join " + moment.resources() + " r on r.rid = f.rid where not r.deleted")
            .then(equal("r.type", wanted.source()))
            .then(" order by r.rid limit ?", MOST + 1));
  }

  private static Sql named(Wanted wanted) {
    return wanted.param() == null
        ? Sql.NONE
        : Sql.of(" and ").then(ReferenceConditions.named(wanted.param()));
  }

  private static Sql equal(String column, @Nullable String value) {
    return value == null ? Sql.NONE : Sql.of(" and " + column + " = ?", value);
  }

  private List<Row> rows(Moment moment, Sql from) {
    Sql statement = moment.prelude().then("select " + Row.COLUMNS).then(from);
    return jdbc.sql(statement.text()).params(statement.arguments()).query(Row::read).list();
  }

  private static String[] texts(List<ResourceKey> keys, Function<ResourceKey, String> text) {
    return keys.stream().map(text).toArray(String[]::new);
  }

  private Wanted wanted(Parameter asked) {
    boolean reverse = asked.name().equals("_revinclude");
    boolean iterate =
        switch (asked.modifier()) {
          case "" -> false;
          case "iterate", "recurse" -> true;
          default ->
              throw Refusals.invalid(asked, "cannot take the modifier ':" + asked.modifier() + "'");
        };
    String[] parts = asked.value().split(":", -1);
    if (parts.length > 3 || parts[0].isEmpty()) {
      throw Refusals.invalid(asked, "must be Type:parameter or Type:parameter:Type");
    }
    String source = parts[0].equals("*") ? null : type(asked, parts[0]);
    boolean any = parts.length < 2 || parts[1].equals("*");
    if (parts.length < 2 && source != null) {
      throw Refusals.invalid(asked, "names no parameter: write it as in Type:parameter");
    }
    if (!any && source == null) {
      throw Refusals.invalid(asked, "names a parameter of no type: write Type:parameter");
    }
    SearchParameters.Parameter param =
        any || source == null ? null : reference(asked, source, parts[1]);
    String only = param == null ? null : param.stored().only();
    String target = parts.length == 3 ? type(asked, parts[2]) : only;
    return new Wanted(reverse, iterate, source, param, target);
  }

  private SearchParameters.Parameter reference(Parameter asked, String type, String name) {
    return parameters
        .find(type, name)
        .filter(found -> found.type() == RestSearchParameterTypeEnum.REFERENCE)
        .filter(SearchParameters.Parameter::isLiteral)
        .orElseThrow(
            () ->
                Refusals.invalid(
                    asked,
                    "names no reference that could be followed: %s has none called '%s'"
                        .formatted(type, name)));
  }

  private String type(Parameter asked, String name) {
    if (!types.contains(name)) {
      throw Refusals.invalid(
          asked, "names '%s', which is no type that is served here".formatted(name));
    }
    return name;
  }
}
