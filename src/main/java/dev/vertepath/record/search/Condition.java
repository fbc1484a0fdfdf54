package dev.vertepath.record.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter asks of a resource, as SQL in two ways: a check of one resource, and the set of
 * those that fulfil it. A search goes by the set of its narrowest condition and checks the others.
 *
 * <p>PostgreSQL plans a statement once for all values, so it cannot know that one code is rare and
 * another one common. Each {@code offset 0} keeps it from another order than the one that is
 * written.
 */
sealed interface Condition
    permits Condition.Rows,
        Condition.Own,
        Condition.Fixed,
        Condition.Not,
        Condition.Linked,
        Condition.Among,
        AnyOf,
        AllOf {

  /** How many resources may fulfil a condition, by its kind. */
  enum Reach {
    ONE,
    FEW,
    SOME,
    MANY
  }

  /**
   * @param alias of a row with the {@code rid} of a resource of the type
   */
  Sql check(String alias);

  /** As {@link #check}, when every resource of the type has to be looked at. */
  default Sql checkAll(String alias) {
    return check(alias);
  }

  /** A select of the {@code rid} of each; null if that would be most of what there is. */
  @Nullable Sql set();

  /** Whether the set may name a resource several times. */
  boolean repeats();

  Reach reach();

  /** At least one of several. */
  static Condition any(List<? extends Condition> conditions) {
    return conditions.size() == 1 ? conditions.getFirst() : new AnyOf(List.copyOf(conditions));
  }

  /** All of several; there must be one. */
  static Condition all(List<? extends Condition> conditions) {
    return conditions.size() == 1 ? conditions.getFirst() : AllOf.of(conditions);
  }

  /**
   * A row of an index table.
   *
   * @param table as {@code search_date}
   * @param condition on its columns under the alias {@code x}
   */
  record Rows(Scope scope, String table, Sql condition, Reach reach) implements Condition {

    static final String TOKENS = "search_token";
    static final String REFERENCES = "reference";

    @Override
    public Sql check(String alias) {
      return exists(alias).then(" offset 0)");
    }

    @Override
    public Sql checkAll(String alias) {
      return exists(alias).then(")");
    }

    private Sql exists(String alias) {
      return Sql.of("exists (select from %s x where x.rid = %s.rid and ".formatted(from(), alias))
          .then(condition);
    }

    @Override
    public Sql set() {
      Sql rows = Sql.of("select x.rid from " + from() + " x where ").then(condition);
      return (table.equals(REFERENCES) ? rows.then(" and ").then(scope.isOfType("x")) : rows)
          .then(" offset 0");
    }

    @Override
    public boolean repeats() {
      return !table.equals(TOKENS);
    }

    private String from() {
      return scope.moment().table(table);
    }
  }

  /**
   * Something about the resource itself.
   *
   * @param condition on the columns of {@code resource} under the alias {@code y}
   */
  record Own(Scope scope, Sql condition, Reach reach) implements Condition {

    @Override
    public Sql check(String alias) {
      return Sql.of("exists (select from %s y where y.rid = ".formatted(scope.own()))
          .then(alias + ".rid and ")
          .then(scope.typed("y.type"))
          .then("not y.deleted and ")
          .then(condition)
          .then(" offset 0)");
    }

    @Override
    public Sql set() {
      return Sql.of("select y.rid from " + scope.own() + " y where ")
          .then(scope.typed("y.type"))
          .then("not y.deleted and ")
          .then(condition)
          .then(" offset 0");
    }

    @Override
    public boolean repeats() {
      return false;
    }
  }

  /** What holds of every resource, or of none. */
  record Fixed(boolean holds) implements Condition {

    @Override
    public Sql check(String alias) {
      return Sql.of(holds ? "true" : "false");
    }

    @Override
    public @Nullable Sql set() {
      return holds ? null : Sql.of("select null::bigint as rid where false");
    }

    @Override
    public boolean repeats() {
      return false;
    }

    @Override
    public Reach reach() {
      return holds ? Reach.MANY : Reach.ONE;
    }
  }

  /** The opposite. */
  record Not(Condition condition) implements Condition {

    @Override
    public Sql check(String alias) {
      return Sql.of("not ").then(condition.check(alias));
    }

    @Override
    public Sql checkAll(String alias) {
      return Sql.of("not ").then(condition.checkAll(alias));
    }

    @Override
    public @Nullable Sql set() {
      return null;
    }

    @Override
    public boolean repeats() {
      return false;
    }

    @Override
    public Reach reach() {
      return Reach.MANY;
    }
  }

  /** What a reference leads to, one way or the other, fulfils a condition. */
  record Linked(Link link, Condition condition) implements Condition {

    @Override
    public Sql check(String alias) {
      return link.check(alias, condition);
    }

    @Override
    public Sql set() {
      return link.set(condition);
    }

    @Override
    public boolean repeats() {
      return true;
    }

    @Override
    public Reach reach() {
      Reach reach = condition.set() == null ? Reach.MANY : condition.reach();
      return reach == Reach.ONE ? Reach.FEW : reach;
    }
  }

  /**
   * A condition on some resources, to select them by.
   *
   * @param rows the {@code rid} of each
   */
  record Among(Sql rows, Condition condition) implements Condition {

    @Override
    public Sql check(String alias) {
      throw new UnsupportedOperationException("Whether it is among them is not known of " + alias);
    }

    @Override
    public Sql set() {
      return Sql.of("select n.rid from (")
          .then(rows)
          .then(") n where ")
          .then(condition.check("n"))
          .then(" offset 0");
    }

    @Override
    public boolean repeats() {
      return false;
    }

    @Override
    public Reach reach() {
      return condition.reach();
    }
  }
}
