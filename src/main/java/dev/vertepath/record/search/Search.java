package dev.vertepath.record.search;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Searches of one type. Pages follow the order of arrival and continue after the last row seen, so
 * that nothing comes twice or is left out while others write.
 */
public final class Search {

  private static final int DEFAULT_COUNT = 50;
  private static final int MOST = 1000;
  private static final String AFTER = "_after";
  private static final String BEFORE = "_before";

  /** Shape the answer, not the selection; the boundary serves them. */
  private static final Set<String> OF_BOUNDARY =
      Set.of("_format", "_pretty", "_elements", "_total");

  private final JdbcClient jdbc;
  private final SearchConditions conditions;

  public Search(JdbcClient jdbc, SearchConditions conditions) {
    this.jdbc = jdbc;
    this.conditions = conditions;
  }

  /** A query as understood. */
  private record Plan(
      String type,
      Sql where,
      List<Parameter> filters,
      int count,
      @Nullable Long after,
      @Nullable Long before) {

    String link(String cursor, @Nullable Long rid) {
      String filter = filters.stream().map(Parameter::encoded).collect(Collectors.joining("&"));
      return (filter.isEmpty() ? "" : filter + "&")
          + "_count="
          + count
          + (rid == null ? "" : "&" + cursor + "=" + rid);
    }
  }

  public SearchPage page(String type, String query) {
    Plan plan = plan(type, query);
    long total = total(plan);
    if (plan.count() == 0) {
      return new SearchPage(
          total, List.of(), List.of(), plan.link(AFTER, null), null, null, List.of());
    }
    List<Row> rows = rows(plan);
    boolean more = rows.size() > plan.count();
    boolean backwards = plan.before() != null;
    if (more) {
      rows = backwards ? rows.subList(1, rows.size()) : rows.subList(0, plan.count());
    }
    Long first = rows.isEmpty() ? null : rows.getFirst().rid();
    Long last = rows.isEmpty() ? null : rows.getLast().rid();
    boolean hasNext = last != null && (backwards || more);
    boolean hasPrevious = first != null && (backwards ? more : plan.after() != null);
    return new SearchPage(
        total,
        rows.stream().map(Row::resource).toList(),
        List.of(),
        backwards ? plan.link(BEFORE, plan.before()) : plan.link(AFTER, plan.after()),
        hasNext ? plan.link(AFTER, last) : null,
        hasPrevious ? plan.link(BEFORE, first) : null,
        List.of());
  }

  /**
   * The keys that match the criteria of a conditional interaction, two at most.
   *
   * @throws RecordException PRECONDITION_FAILED when the criteria name nothing to search by
   */
  public List<ResourceKey> matches(String type, String criteria) {
    Plan plan = plan(type, criteria);
    if (plan.filters().isEmpty()) {
      throw new RecordException(
          Kind.PRECONDITION_FAILED,
          "invalid",
          null,
          "The condition is empty: name the search parameters that shall match, as in"
              + " identifier=system|value.");
    }
    return select(plan, " order by r.rid limit 2", List.of()).stream().map(Row::key).toList();
  }

  private Plan plan(String type, String query) {
    List<Parameter> filters = new ArrayList<>();
    List<Sql> all = new ArrayList<>();
    all.add(Sql.of("r.type = ? and not r.deleted", type));
    int count = DEFAULT_COUNT;
    Long after = null;
    Long before = null;
    for (Parameter asked : QueryString.parse(query).parameters()) {
      switch (asked.name()) {
        case "_count" -> count = (int) Math.min(asked.wholeNumber(), MOST);
        case AFTER -> after = asked.wholeNumber();
        case BEFORE -> before = asked.wholeNumber();
        case "_summary" -> count = asked.value().equals("count") ? 0 : count;
        default -> {
          if (!OF_BOUNDARY.contains(asked.name())) {
            all.add(conditions.of(Scope.of("r", type, Moment.NOW), asked));
            filters.add(asked);
          }
        }
      }
    }
    return new Plan(type, Sql.all(all), filters, count, after, before);
  }

  private long total(Plan plan) {
    return jdbc.sql("select count(*) from resource r where " + plan.where().text())
        .params(plan.where().arguments())
        .query(Long.class)
        .single();
  }

  /** One more than the page holds, to know whether another follows. */
  private List<Row> rows(Plan plan) {
    if (plan.before() != null) {
      return select(
              plan,
              " and r.rid < ? order by r.rid desc limit ?",
              List.of(plan.before(), plan.count() + 1))
          .reversed();
    }
    Long after = plan.after();
    return select(
        plan,
        " and r.rid > ? order by r.rid limit ?",
        List.of(after == null ? -1L : after, plan.count() + 1));
  }

  private List<Row> select(Plan plan, String rest, List<Object> more) {
    List<Object> arguments = new ArrayList<>(plan.where().arguments());
    arguments.addAll(more);
    return jdbc.sql(
            "select %s from resource r where %s%s"
                .formatted(Row.COLUMNS, plan.where().text(), rest))
        .params(arguments)
        .query(Row::read)
        .list();
  }
}
