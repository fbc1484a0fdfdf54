package dev.vertepath.record.search;

import dev.vertepath.record.Sight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The moment that a search looks at: the record as it is, or as some set of transactions left it.
 * The tables of the index hold what is, and tables beside them what was; of the past a table means
 * the rows of both that this set of transactions had made and not yet ended.
 *
 * <p>A moment is what PostgreSQL calls a snapshot, not an instant: a transaction that began earlier
 * may commit later, and a page must not show what came between it and the first.
 */
final class Moment {

  static final Moment NOW = new Moment(0, 0, new Long[0], true, Sight.ALL);

  private static final Map<String, String> COLUMNS =
      Map.of(
          "search_token", "rid, tokens",
          "search_date", "rid, param, status, span, lo, hi",
          "search_string", "rid, param, folded, exact",
          "search_quantity", "rid, param, low, high, system, code",
          "reference", "rid, param, target_type, target_id, identifier");

  private static final String RESOURCE =
      """
      (select seen.rid, seen.type, seen.id, seen.version, seen.created, seen.updated, seen.deleted, seen.method, seen.patient,
         seen.body
       from (
         select rid, type, id, version, created, updated, deleted, method, patient, body
         from resource where %1$s
         union all
         select o.rid, o.type, o.id, v.version, o.created, v.updated, v.deleted, v.method, v.patient,
           v.body
         from resource_version v join resource o on o.rid = v.rid where %2$s and not %3$s) seen
       where %4$s)""";

  private static final String SEEN =
      """
      (select seen.rid, seen.type, seen.id, seen.version, seen.created, seen.updated, seen.deleted, seen.method, seen.patient,
         seen.body
       from resource seen where %s)""";

  /** A transaction below it is of the moment. */
  private final long xmin;

  /** One from it on is not. */
  private final long xmax;

  /** Between the two, those that are not. */
  private final Long[] open;

  private final boolean now;
  private final Sight sight;

  private Moment(long xmin, long xmax, Long[] open, boolean now, Sight sight) {
    this.sight = sight;
    this.xmin = xmin;
    this.xmax = xmax;
    this.open = open;
    this.now = now;
  }

  /** All transactions below {@code xmax}, but for those that were open. */
  static Moment of(long xmax, List<Long> open) {
    long xmin = open.stream().mapToLong(Long::longValue).min().orElse(xmax);
    return new Moment(xmin, xmax, open.toArray(Long[]::new), false, Sight.ALL);
  }

  /**
   * @param snapshot as {@code pg_current_snapshot()} writes it
   * @param offset what is added to the count of this cluster
   */
  static Moment parse(String snapshot, long offset) {
    String[] parts = snapshot.split(":", -1);
    List<Long> open =
        parts[2].isEmpty()
            ? List.of()
            : Arrays.stream(parts[2].split(",")).map(x -> Long.parseLong(x) + offset).toList();
    return of(Long.parseLong(parts[1]) + offset, open);
  }

  /** The same moment as somebody may see it. */
  Moment seenBy(Sight by) {
    return new Moment(xmin, xmax, open, now, by);
  }

  Sight sight() {
    return sight;
  }

  boolean isNow() {
    return now;
  }

  /** Whether more is there than may be seen. */
  boolean isRestricted() {
    return !sight.isAll();
  }

  long xmax() {
    return xmax;
  }

  List<Long> open() {
    return List.of(open);
  }

  /** The statement's first part, which the tables refer to; nothing for all that is now. */
  Sql prelude() {
    List<Sql> parts = new ArrayList<>();
    if (!now) {
      parts.add(
          Sql.of(
              "moment as materialized (select ?::bigint as xmin, ?::bigint as xmax,"
                  + " ?::bigint[] as open)",
              xmin,
              xmax,
              open));
    }
    if (isRestricted()) {
      parts.add(new Sql(sight.row(), sight.arguments()));
    }
    Sql prelude = Sql.NONE;
    for (Sql part : parts) {
      prelude = prelude.then(prelude.text().isEmpty() ? "with " : ", ").then(part);
    }
    return prelude.text().isEmpty() ? prelude : prelude.then(" ");
  }

  /** {@link #prelude} with the word that another part may follow. */
  Sql preludeAnd() {
    Sql prelude = prelude();
    return prelude.text().isEmpty() ? Sql.of("with ") : prelude.then(", ");
  }

  /** The versions of resources, those that may be seen. */
  String resources() {
    return resources(sight);
  }

  /** The versions of resources, where what may be seen of them is looked at elsewhere. */
  String all() {
    return resources(Sight.ALL);
  }

  /** Whether the resource of a row of an index may be seen; one look for each row. */
  String isSeen(String alias) {
    return "exists (select from %s y where y.rid = %s.rid offset 0)".formatted(resources(), alias);
  }

  private String resources(Sight by) {
    if (!now) {
      return RESOURCE.formatted(isMade("tx"), isMade("v.tx"), isMade("v.until_tx"), by.of("seen"));
    }
    return by.isAll() ? "resource" : SEEN.formatted(by.of("seen"));
  }

  /** A table of the index. */
  String table(String name) {
    if (now) {
      return name;
    }
    String columns = COLUMNS.get(name);
    return "(select %1$s from %2$s where %3$s union all select %1$s from %4$s where %3$s and not %5$s)"
        .formatted(
            columns,
            name,
            isMade("tx"),
            name.equals("reference") ? "past_reference" : name.replace("search_", "past_"),
            isMade("until_tx"));
  }

  /** Whether a transaction is of the moment. */
  String has(String tx) {
    return now ? "true" : isMade(tx);
  }

  private static String isMade(String tx) {
    return ("(%1$s < (select xmin from moment) or (%1$s < (select xmax from moment) and %1$s <> all"
            + " (select unnest(open) from moment)))")
        .formatted(tx);
  }
}
