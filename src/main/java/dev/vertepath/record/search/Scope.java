package dev.vertepath.record.search;

import dev.vertepath.record.search.Condition.Own;
import dev.vertepath.record.search.Condition.Reach;
import dev.vertepath.record.search.Condition.Rows;
import java.util.List;

/**
 * What a condition is about: resources of a type at a moment, as rows of an alias.
 *
 * @param alias of a row with {@code rid}
 * @param types the resources'
 * @param whole whether these are all types that there are
 * @param depth how many chains lead here, for aliases that differ
 */
record Scope(String alias, List<String> types, boolean whole, Moment moment, int depth) {

  static Scope of(String alias, String type, Moment moment) {
    return new Scope(alias, List.of(type), false, moment, 0);
  }

  boolean isOfOneType() {
    return types.size() == 1;
  }

  /** The one type. */
  String type() {
    if (isOfOneType()) {
      return types.getFirst();
    }
    throw new IllegalStateException("One of " + types.size() + " types was asked for");
  }

  /** That a column names a type of these, with the conjunction that follows. */
  Sql typed(String column) {
    if (whole) {
      return Sql.NONE;
    }
    return isOfOneType()
        ? Sql.of(column + " = ? and ", type())
        : Sql.of(column + " = any(?::text[]) and ", (Object) types.toArray(String[]::new));
  }

  /** Resources that a chain leads to, under an alias of their own. */
  Scope linked(String otherType) {
    return new Scope("r" + (depth + 1), List.of(otherType), false, moment, depth + 1);
  }

  /**
   * That some row of an index table is the resource's.
   *
   * @param table as {@code search_date}
   * @param condition on the row's columns under the alias {@code x}
   */
  Condition has(String table, Reach reach, Sql condition) {
    return new Rows(this, table, condition, reach);
  }

  /**
   * That something holds of the resource's own columns, under the alias {@code y}.
   *
   * @param condition as in {@code y.updated > ?}
   */
  Condition is(Reach reach, Sql condition) {
    return new Own(this, condition, reach);
  }

  /** The versions in sight. */
  String resources() {
    return moment.resources();
  }

  /**
   * The versions that the scope is about, for conditions on them. Whether what a search is of is in
   * sight is looked at by whoever selects its rows ({@link #select}, {@link #resources}), and not
   * here again; what a chain leads to is looked at here and nowhere else.
   */
  String own() {
    return depth == 0 ? moment.all() : moment.resources();
  }

  /** That the row of an alias belongs to a resource of the type. */
  Sql isOfType(String row) {
    return Sql.of("exists (select from " + own() + " y where y.rid = " + row + ".rid")
        .then(" and ")
        .then(typed("y.type"))
        .then("not y.deleted offset 0)");
  }

  /** A select of the {@code rid} of each resource that fulfils a condition. */
  Sql select(Condition condition) {
    Sql set = condition.set();
    if (set == null) {
      return Sql.of("select %1$s.rid from %2$s %1$s".formatted(alias, resources()))
          .then(" where ")
          .then(typed(alias + ".type"))
          .then("not " + alias + ".deleted and ")
          .then(condition.checkAll(alias));
    }
    if (moment.isRestricted()) {
      // What the index finds may be out of sight.
      return Sql.of("select " + (condition.repeats() ? "distinct " : "") + "m.rid from (")
          .then(set)
          .then(") m where " + moment.isSeen("m"));
    }
    return condition.repeats() ? Sql.of("select distinct m.rid from (").then(set).then(") m") : set;
  }
}
