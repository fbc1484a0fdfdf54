package dev.vertepath.record.search;

import java.util.List;
import java.util.stream.Collectors;

/** The ordinary way of a search: whatever the conditions leave, by its keys or as it arrived. */
final class Listing {

  private Listing() {}

  /**
   * @param source as in {@code resource r where r.patient = ?}, its rows under the alias {@code r},
   *     all of them in sight
   */
  static Selection of(Moment moment, Sql source, List<Ordering.Sorted> sorted, boolean counted) {
    List<Key> keys = sorted.stream().map(Ordering.Sorted::key).toList();
    Sql all = Sql.of("select r.rid");
    for (Ordering.Sorted one : sorted) {
      all = all.then(", ").then(one.value()).then(" as " + one.key().column());
    }
    Sql selected = all.then(" from ").then(source);
    String columns = keys.stream().map(key -> ", s." + key.column()).collect(Collectors.joining());
    Selection.PageRows rows =
        (position, limit) -> {
          var keyset = new Keyset(keys, position != null && position.backwards(), false);
          Sql page = Sql.of("select s.rid" + columns + " from (").then(selected).then(") s");
          if (position != null) {
            page = page.then(" where ").then(keyset.behind(position));
          }
          return page.then(" order by " + keyset.order() + " limit ?", limit);
        };
    Selection.Tally tally = counted ? most -> Selection.Tally.of(source, most) : null;
    return new Selection(rows, tally, keys, false, Selection.current(moment));
  }
}
