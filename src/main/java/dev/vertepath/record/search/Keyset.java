package dev.vertepath.record.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a page begins and in which order it is read. */
final class Keyset {

  private final List<Key> keys;
  private final boolean backwards;
  private final boolean descendingIds;

  /**
   * @param descendingIds whether equals follow each other by descending row id
   */
  Keyset(List<Key> keys, boolean backwards, boolean descendingIds) {
    this.keys = keys;
    this.backwards = backwards;
    this.descendingIds = descendingIds;
  }

  /** The order, {@code rid} deciding among equals. */
  String order() {
    return order("");
  }

  /**
   * @param row what the columns are of, as in {@code p.}
   */
  String order(String row) {
    return keys.stream().map(key -> row + key.order(backwards) + ", ").collect(Collectors.joining())
        + row
        + "rid"
        + (descendingIds != backwards ? " desc" : "");
  }

  /** Whether a row lies behind the position, in the direction of reading. */
  Sql behind(Cursor.Position position) {
    List<Sql> ways = new ArrayList<>();
    Sql same = null;
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      String value = position.keys().get(i);
      Sql later = later(key, value);
      if (later != null) {
        ways.add(and(same, later));
      }
      same = and(same, equal(key, value));
    }
    String sign = descendingIds != backwards ? "<" : ">";
    ways.add(and(same, Sql.of("rid " + sign + " ?", position.rid())));
    return Sql.any(ways);
  }

  private static Sql and(@Nullable Sql one, Sql other) {
    return one == null ? other : Sql.all(List.of(one, other));
  }

  private @Nullable Sql later(Key key, @Nullable String value) {
    if (value == null) {
      // Without a value they are the last.
      return backwards ? Sql.of(key.column() + " is not null") : null;
    }
    Sql beyond =
        Sql.of("%s %s ?::%s".formatted(key.name(), key.after(backwards), key.type()), value);
    return backwards || key.always()
        ? beyond
        : Sql.any(List.of(beyond, Sql.of(key.column() + " is null")));
  }

  private static Sql equal(Key key, @Nullable String value) {
    return value == null
        ? Sql.of(key.column() + " is null")
        : Sql.of("%s = ?::%s".formatted(key.name(), key.type()), value);
  }
}
