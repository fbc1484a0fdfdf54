package dev.vertepath.record.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of SQL with its arguments.
 *
 * @param text with a {@code ?} for each argument; the same text for the same kind of condition, so
 *     that the driver prepares it once
 */
public record Sql(String text, List<Object> arguments) {

  static final Sql NONE = new Sql("", List.of());

  public static Sql of(String text, Object... arguments) {
    return new Sql(text, Arrays.asList(arguments));
  }

  /** True if one of the conditions is. */
  public static Sql any(List<Sql> conditions) {
    return conditions.size() == 1 ? conditions.getFirst() : join(conditions, " or ");
  }

  /** True if all of the conditions are; there must be one. */
  public static Sql all(List<Sql> conditions) {
    return conditions.size() == 1 ? conditions.getFirst() : join(conditions, " and ");
  }

  Sql negated() {
    return new Sql("not " + text, arguments);
  }

  Sql then(String more, Object... moreArguments) {
    return then(Sql.of(more, moreArguments));
  }

  Sql then(Sql more) {
    List<Object> all = new ArrayList<>(arguments);
    all.addAll(more.arguments());
    return new Sql(text + more.text(), all);
  }

  private static Sql join(List<Sql> conditions, String word) {
    return new Sql(
        "(" + conditions.stream().map(Sql::text).collect(Collectors.joining(word)) + ")",
        conditions.stream().flatMap(c -> c.arguments().stream()).toList());
  }
}
