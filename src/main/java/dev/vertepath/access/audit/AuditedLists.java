package dev.vertepath.access.audit;

import dev.vertepath.access.Counting;
import dev.vertepath.access.GuardedRecord;
import dev.vertepath.record.Sight;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Lists that are made by SQL of their own, as pages show them: within the sight of who asks, and
 * told as the search that they are.
 */
public final class AuditedLists {

  private final GuardedRecord record;

  AuditedLists(GuardedRecord record) {
    this.record = record;
  }

  /**
   * Makes a list.
   *
   * @param types of what is listed: the caller must be allowed to search all of them
   * @param name and query for the trail, as in {@code worklist?state=candidate}
   * @param work makes it of no more than the sight lets be seen
   * @param shown the logical ids of the patients that it shows
   * @throws dev.vertepath.record.RecordException FORBIDDEN when the caller may not search
   */
  public <T> T list(
      Collection<String> types,
      String name,
      Function<Sight, T> work,
      Function<T, Collection<String>> shown) {
    try {
      T list = work.apply(record.sight(types));
      Collection<String> patients = shown.apply(list).stream().distinct().toList();
      Trail.get().note(Act.SEARCH, Result.DONE, patients, List.of(), name);
      return list;
    } catch (RuntimeException e) {
      Trail.get().note(Act.SEARCH, Result.of(e), List.of(), List.of(), name);
      throw e;
    }
  }

  /** Whether the caller may make a list of these, so that none is offered that would be refused. */
  public boolean maySearch(Collection<String> types) {
    return record.maySearch(types);
  }

  /**
   * Counts by SQL, of which nobody is named; told as a search without patients.
   *
   * @param name and query for the trail, as in {@code registry?group=month}
   * @throws dev.vertepath.record.RecordException FORBIDDEN when the caller may not see counts
   */
  public <T> T count(String name, Function<Counting, T> work) {
    try {
      T counted = work.apply(record.counting());
      Trail.get().note(Act.SEARCH, Result.DONE, List.of(), List.of(), name);
      return counted;
    } catch (RuntimeException e) {
      Trail.get().note(Act.SEARCH, Result.of(e), List.of(), List.of(), name);
      throw e;
    }
  }

  /**
   * What a search finds of a type, as a further condition on such a list.
   *
   * @param query of plain search parameters
   * @param name that begins the names of what the condition is given
   * @throws dev.vertepath.record.RecordException INVALID for a query that says more
   */
  public Sight found(String type, String query, String name) {
    return record.unguarded().narrowed(type, query, name);
  }
}
