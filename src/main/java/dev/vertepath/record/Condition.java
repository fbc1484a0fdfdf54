package dev.vertepath.record;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition on {@code resource r} in SQL.
 *
 * @param sql with a {@code ?} for each argument; the same text for the same kind of condition, so
 *     that the driver prepares it once
 */
record Condition(String sql, List<Object> arguments) {

  static Condition of(String sql, Object... arguments) {
    return new Condition(sql, List.of(arguments));
  }

  static Condition any(List<Condition> conditions) {
    return conditions.size() == 1 ? conditions.getFirst() : join(conditions, " or ");
  }

  static Condition all(List<Condition> conditions) {
    return join(conditions, " and ");
  }

  Condition negated() {
    return new Condition("not " + sql, arguments);
  }

  private static Condition join(List<Condition> conditions, String word) {
    return new Condition(
        "(" + conditions.stream().map(Condition::sql).collect(Collectors.joining(word)) + ")",
        conditions.stream().flatMap(c -> c.arguments().stream()).toList());
  }
}
