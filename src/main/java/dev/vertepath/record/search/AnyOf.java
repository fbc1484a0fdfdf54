package dev.vertepath.record.search;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** At least one of several. */
record AnyOf(List<Condition> conditions) implements Condition {

  @Override
  public Sql check(String alias) {
    return Sql.any(conditions.stream().map(c -> c.check(alias)).toList());
  }

  @Override
  public @Nullable Sql set() {
    Sql all = null;
    for (Condition condition : conditions) {
      Sql set = condition.set();
      if (set == null) {
        return null;
      }
      Sql part = Sql.of("(").then(set).then(")");
      all = all == null ? part : all.then(" union all ").then(part);
    }
    return all;
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public Reach reach() {
    return conditions.stream().map(Condition::reach).max(Comparator.naturalOrder()).orElseThrow();
  }
}
