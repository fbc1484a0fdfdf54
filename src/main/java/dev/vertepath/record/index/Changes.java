package dev.vertepath.record.index;

import dev.vertepath.record.index.IndexRows.ReferenceRow;
import dev.vertepath.record.index.IndexRows.Valued;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs in the index between two versions of a resource. Most updates change little, and a
 * row that stays costs nothing. Parameters are renewed whole, so that what is there need not be
 * known row by row.
 *
 * @param rid the resource's row id
 * @param all whether everything is to be taken away, whatever it is
 * @param tokens whether the tokens differ
 * @param dates the parameters whose dates are to be taken away
 * @param strings the same of strings
 * @param quantities the same of quantities
 * @param references the same of references, by name
 * @param added what comes in their place
 */
public record Changes(
    long rid,
    boolean all,
    boolean tokens,
    Set<Long> dates,
    Set<Long> strings,
    Set<Long> quantities,
    Set<String> references,
    IndexRows added) {

  /** Everything is to be taken away, for what is there now. */
  public static Changes renewed(long rid, IndexRows now) {
    return new Changes(rid, true, true, Set.of(), Set.of(), Set.of(), Set.of(), now);
  }

  public static Changes between(long rid, IndexRows old, IndexRows now) {
    IndexRows added = IndexRows.empty();
    Set<Long> dates = differ(old.dates(), now.dates(), added.dates());
    Set<Long> strings = differ(old.strings(), now.strings(), added.strings());
    Set<Long> quantities = differ(old.quantities(), now.quantities(), added.quantities());
    Set<String> references = references(old.references(), now.references(), added.references());
    boolean tokens = !old.tokens().equals(now.tokens());
    if (tokens) {
      added.tokens().addAll(now.tokens());
    }
    return new Changes(rid, false, tokens, dates, strings, quantities, references, added);
  }

  /** Says whose values are to be taken away. */
  private static <T extends Valued> Set<Long> differ(Set<T> old, Set<T> now, Set<T> added) {
    if (old.equals(now)) {
      return Set.of();
    }
    Set<Long> gone = new HashSet<>();
    Map<Long, Set<T>> before = byParam(old);
    Map<Long, Set<T>> after = byParam(now);
    before.forEach(
        (param, rows) -> {
          if (!rows.equals(after.get(param))) {
            gone.add(param);
          }
        });
    after.forEach(
        (param, rows) -> {
          if (!rows.equals(before.get(param))) {
            added.addAll(rows);
          }
        });
    return gone;
  }

  private static <T extends Valued> Map<Long, Set<T>> byParam(Set<T> rows) {
    return rows.stream()
        .collect(Collectors.groupingBy(Valued::param, Collectors.toCollection(LinkedHashSet::new)));
  }

  /** What a reference by identifier points at is found out anew with each version. */
  private static Set<String> references(
      Set<ReferenceRow> old, Set<ReferenceRow> now, Set<ReferenceRow> added) {
    if (old.equals(now) && now.stream().allMatch(row -> row.identifier() == null)) {
      return Set.of();
    }
    Set<String> gone = new HashSet<>();
    Map<String, Set<ReferenceRow>> before =
        old.stream().collect(Collectors.groupingBy(ReferenceRow::param, Collectors.toSet()));
    Map<String, Set<ReferenceRow>> after =
        now.stream().collect(Collectors.groupingBy(ReferenceRow::param, Collectors.toSet()));
    before.forEach(
        (param, rows) -> {
          if (isChanged(rows, after.get(param))) {
            gone.add(param);
          }
        });
    after.forEach(
        (param, rows) -> {
          if (isChanged(rows, before.get(param))) {
            added.addAll(rows);
          }
        });
    return gone;
  }

  private static boolean isChanged(Set<ReferenceRow> rows, @Nullable Set<ReferenceRow> others) {
    return !rows.equals(others) || rows.stream().anyMatch(row -> row.identifier() != null);
  }
}
