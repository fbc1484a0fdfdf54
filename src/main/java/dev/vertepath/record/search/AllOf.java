package dev.vertepath.record.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All of several, the one to go by first.
 *
 * @param conditions two at least
 */
record AllOf(List<Condition> conditions) implements Condition {

  static Condition of(List<? extends Condition> conditions) {
    List<Condition> merged = merged(conditions);
    merged.sort(
        Comparator.comparing((Condition c) -> c.set() == null).thenComparing(Condition::reach));
    return merged.size() == 1 ? merged.getFirst() : new AllOf(merged);
  }

  /** Several tokens are one look-up: their index finds what they have in common by itself. */
  private static List<Condition> merged(List<? extends Condition> conditions) {
    List<Condition> merged = new ArrayList<>();
    Rows tokens = null;
    for (Condition condition : conditions) {
      if (!(condition instanceof Rows rows) || !rows.table().equals(Rows.TOKENS)) {
        merged.add(condition);
      } else if (tokens == null) {
        tokens = rows;
      } else {
        Reach narrower = tokens.reach().compareTo(rows.reach()) < 0 ? tokens.reach() : rows.reach();
        tokens =
            new Rows(
                rows.scope(),
                rows.table(),
                tokens.condition().then(" and ").then(rows.condition()),
                narrower);
      }
    }
    if (tokens != null) {
      merged.addFirst(tokens);
    }
    return merged;
  }

  @Override
  public Sql check(String alias) {
    return Sql.all(conditions.stream().map(c -> c.check(alias)).toList());
  }

  @Override
  public Sql checkAll(String alias) {
    return Sql.all(conditions.stream().map(c -> c.checkAll(alias)).toList());
  }

  @Override
  public @Nullable Sql set() {
    Sql first = conditions.getFirst().set();
    return first == null
        ? null
        : Sql.of("select m.rid from (")
            .then(first)
            .then(") m where ")
            .then(
                Sql.all(
                    conditions.stream().skip(1).map(condition -> condition.check("m")).toList()))
            .then(" offset 0");
  }

  @Override
  public boolean repeats() {
    return conditions.getFirst().repeats();
  }

  @Override
  public Reach reach() {
    return conditions.getFirst().reach();
  }
}
