package dev.vertepath.record.search;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition on {@code resource r} in SQL.
 *
 * @param sql with a {@code ?} for each argument; the same text for the same kind of condition, so
 *     that the driver prepares it once
 */
public record Sql(String sql, List<Object> arguments) {

  public static Sql of(String sql, Object... arguments) {
    return new Sql(sql, List.of(arguments));
  }

  public static Sql any(List<Sql> conditions) {
    return conditions.size() == 1 ? conditions.getFirst() : join(conditions, " or ");
  }

  public static Sql all(List<Sql> conditions) {
    return join(conditions, " and ");
  }

  public Sql negated() {
    return new Sql("not " + sql, arguments);
  }

  private static Sql join(List<Sql> conditions, String word) {
    return new Sql(
        "(" + conditions.stream().map(Sql::sql).collect(Collectors.joining(word)) + ")",
        conditions.stream().flatMap(c -> c.arguments().stream()).toList());
  }
}
