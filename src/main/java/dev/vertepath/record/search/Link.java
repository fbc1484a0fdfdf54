package dev.vertepath.record.search;

/**
 * A step through references from the resources of a search to others, or back from others.
 *
 * @param from the resources of the search
 * @param to those at the other end
 * @param named the rows of references that count, under the alias {@code x}
 * @param back whether those at the other end refer, and not those of the search
 */
record Link(Scope from, Scope to, Sql named, boolean back) {

  Sql check(String alias, Condition condition) {
    return back ? checkBack(alias, condition) : checkForth(alias, condition);
  }

  Sql set(Condition condition) {
    return back ? setBack(condition) : setForth(condition);
  }

  private Sql checkForth(String alias, Condition condition) {
    String other = to.alias();
    return Sql.of("exists (select from " + references() + " x where x.rid = " + alias + ".rid and ")
        .then(named)
        .then(" and x.target_type = ?", to.type())
        .then(" and exists (select from " + to.resources() + " " + other)
        .then(" where %1$s.type = ? and %1$s.id = x.target_id and ".formatted(other), to.type())
        .then("not " + other + ".deleted and ")
        .then(condition.check(other))
        .then(" offset 0) offset 0)");
  }

  private Sql setForth(Condition condition) {
    return Sql.of("select x.rid from (")
        .then(others(condition))
        .then(") o cross join lateral (select y.id from ")
        .then(to.resources() + " y where y.rid = o.rid offset 0) y")
        .then(" cross join lateral (select x.rid from " + references())
        .then(" x where x.target_type = ? and x.target_id = y.id and ", to.type())
        .then(named)
        .then(" and ")
        .then(from.isOfType("x"))
        .then(" offset 0) x");
  }

  private Sql checkBack(String alias, Condition condition) {
    String other = to.alias();
    return Sql.of("exists (select from " + from.own() + " y where y.rid = " + alias + ".rid")
        .then(" and exists (select from " + references())
        .then(" x where x.target_type = y.type and x.target_id = y.id and ")
        .then(named)
        .then(" and exists (select from " + to.resources() + " " + other)
        .then(" where %1$s.rid = x.rid and %1$s.type = ? and ".formatted(other), to.type())
        .then("not " + other + ".deleted and ")
        .then(condition.check(other))
        .then(" offset 0) offset 0) offset 0)");
  }

  private Sql setBack(Condition condition) {
    return Sql.of("select y.rid from (")
        .then(others(condition))
        .then(") o cross join lateral (select x.target_type, x.target_id from ")
        .then(references() + " x where x.rid = o.rid and ")
        .then(from.typed("x.target_type"))
        .then(named)
        .then(" offset 0) x cross join lateral (select y.rid from ")
        .then(from.own() + " y where y.type = x.target_type and y.id = x.target_id")
        .then(" and not y.deleted offset 0) y");
  }

  private Sql others(Condition condition) {
    return to.select(condition);
  }

  private String references() {
    return from.moment().table("reference");
  }
}
