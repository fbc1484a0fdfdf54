package dev.vertepath.record.index;

import dev.vertepath.record.index.IndexRows.DateRow;
import dev.vertepath.record.index.IndexRows.QuantityRow;
import dev.vertepath.record.index.IndexRows.ReferenceRow;
import dev.vertepath.record.index.IndexRows.StringRow;
import dev.vertepath.record.index.IndexTables.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of the index as columns: a statement is given an array for each. */
final class IndexArguments {

  private IndexArguments() {}

  /** A row with the id of the resource's row. */
  record Of<T extends @Nullable Object>(long rid, T row) {}

  /**
   * Those of tokens, dates, strings, quantities and references; the first of each is empty if there
   * are none.
   */
  static List<List<Object>> byTable(List<Entry> entries) {
    List<Of<DateRow>> dates = all(entries, IndexRows::dates);
    List<Of<StringRow>> strings = all(entries, IndexRows::strings);
    List<Of<QuantityRow>> quantities = all(entries, IndexRows::quantities);
    List<Of<ReferenceRow>> references = all(entries, IndexRows::references);
    return List.of(
        tokens(entries),
        List.of(
            rids(dates),
            longs(dates, DateRow::param),
            dates.stream().map(of -> of.row().status()).toArray(Integer[]::new),
            dates.stream().map(of -> of.row().span()).toArray(Integer[]::new),
            longs(dates, DateRow::lo),
            longs(dates, DateRow::hi)),
        List.of(
            rids(strings),
            longs(strings, StringRow::param),
            texts(strings, StringRow::folded),
            texts(strings, StringRow::exact)),
        List.of(
            rids(quantities),
            longs(quantities, QuantityRow::param),
            texts(quantities, row -> row.low().toString()),
            texts(quantities, row -> row.high().toString()),
            texts(quantities, QuantityRow::system),
            texts(quantities, QuantityRow::code)),
        List.of(
            rids(references),
            texts(references, ReferenceRow::param),
            texts(references, ReferenceRow::targetType),
            texts(references, ReferenceRow::targetId),
            references.stream().map(of -> of.row().identifier()).toArray(Long[]::new)));
  }

  /** All tokens are one list, of which each row takes its part. */
  private static List<Object> tokens(List<Entry> entries) {
    List<Entry> some = entries.stream().filter(e -> !e.rows().tokens().isEmpty()).toList();
    List<Long> tokens = new ArrayList<>();
    var first = new Integer[some.size()];
    var last = new Integer[some.size()];
    for (int i = 0; i < first.length; i++) {
      first[i] = tokens.size() + 1;
      tokens.addAll(some.get(i).rows().tokens());
      last[i] = tokens.size();
    }
    return List.of(
        tokens.toArray(Long[]::new),
        some.stream().map(Entry::rid).toArray(Long[]::new),
        first,
        last);
  }

  private static <T> List<Of<T>> all(
      List<Entry> entries, Function<IndexRows, ? extends Set<T>> rows) {
    List<Of<T>> all = new ArrayList<>();
    for (Entry entry : entries) {
      rows.apply(entry.rows()).forEach(row -> all.add(new Of<>(entry.rid(), row)));
    }
    return all;
  }

  static <T extends @Nullable Object> Long[] rids(Collection<Of<T>> rows) {
    return rows.stream().map(Of::rid).toArray(Long[]::new);
  }

  private static <T> Long[] longs(Collection<Of<T>> rows, Function<T, Long> number) {
    return rows.stream().map(of -> number.apply(of.row())).toArray(Long[]::new);
  }

  private static <T> String[] texts(Collection<Of<T>> rows, Function<T, String> text) {
    return rows.stream().map(of -> text.apply(of.row())).toArray(String[]::new);
  }
}
