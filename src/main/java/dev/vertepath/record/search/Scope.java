package dev.vertepath.record.search;

/**
 * What a condition is about: a resource of a type at a moment, as the row of an alias.
 *
 * @param alias of a row with {@code rid}
 * @param type the resource's
 * @param depth how many chains lead here, for aliases that differ
 */
record Scope(String alias, String type, Moment moment, int depth) {

  static Scope of(String alias, String type, Moment moment) {
    return new Scope(alias, type, moment, 0);
  }

  /** A resource that a chain leads to, under an alias of its own. */
  Scope linked(String otherType) {
    return new Scope("r" + (depth + 1), otherType, moment, depth + 1);
  }

  /**
   * Whether some row of an index table is the resource's.
   *
   * @param table as {@code search_date}
   * @param condition on the row's columns under the alias {@code x}
   */
  Sql has(String table, String condition, Object... arguments) {
    return has(table, Sql.of(condition, arguments));
  }

  Sql has(String table, Sql condition) {
    return Sql.of(alias + ".rid in (select x.rid from " + moment.table(table) + " x where ")
        .then(condition)
        .then(")");
  }

  /** Whether no row of an index table is the resource's: an anti-join, whatever their number. */
  Sql lacks(String table, Sql condition) {
    return Sql.of("not exists (select from " + moment.table(table) + " x where x.rid = ")
        .then(alias + ".rid and ")
        .then(condition)
        .then(")");
  }

  /**
   * Whether a condition on the resource's own columns, under the alias {@code y}, holds.
   *
   * @param condition as in {@code y.updated > ?}
   */
  Sql is(Sql condition) {
    return Sql.of(
            alias + ".rid in (select y.rid from " + moment.resources() + " y where y.type = ?",
            type)
        .then(" and not y.deleted and ")
        .then(condition)
        .then(")");
  }
}
