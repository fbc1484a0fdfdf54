package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.Hashes;
import dev.vertepath.record.index.Row;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Locks of one transaction, held to its end: whoever writes for a patient waits for the others who
 * do, so that what follows from the patient's facts follows from all of them.
 */
public final class Locks {

  private static final String TAKE =
      """
      select case when k.alone then pg_advisory_xact_lock(k.lock)::text
        else pg_advisory_xact_lock_shared(k.lock)::text end
      from unnest(?::bigint[], ?::boolean[]) as k(lock, alone)
      """;

  private final JdbcClient jdbc;
  private final Set<Long> held = new HashSet<>();
  private final Set<Long> shared = new HashSet<>();

  public Locks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What a request needs.
   *
   * @param alone nobody else has these meanwhile
   * @param together others may have them too, who do not need them alone
   */
  record Wanted(Set<Long> alone, Set<Long> together) {}

  public static long ofPatient(String id) {
    return Hashes.of("lock", "Patient", id) & Long.MAX_VALUE;
  }

  /** Of a patient it is the same as {@link #ofPatient}. */
  public static long ofResource(ResourceKey key) {
    return Hashes.of("lock", key.type(), key.id()) & Long.MAX_VALUE;
  }

  /** Negative, so that it is taken before those of patients: who the patient is follows from it. */
  public static long ofIdentifier(long hash) {
    return hash | Long.MIN_VALUE;
  }

  /** Takes them alone, in one order, which keeps most deadlocks away. */
  public void take(Collection<Long> locks) {
    take(new Wanted(Set.copyOf(locks), Set.of()));
  }

  /** Takes them for as long as others only look for the same: who changes it waits for all. */
  public void share(Collection<Long> locks) {
    take(new Wanted(Set.of(), Set.copyOf(locks)));
  }

  void take(Wanted wanted) {
    SortedMap<Long, Boolean> missing = missing(wanted);
    if (!missing.isEmpty()) {
      jdbc.sql(TAKE).params(arguments(missing)).query((row, number) -> number).list();
    }
  }

  /** Takes them when the round trip is made: what follows there sees what others have done. */
  void take(Wanted wanted, RoundTrip trip) {
    SortedMap<Long, Boolean> missing = missing(wanted);
    if (!missing.isEmpty()) {
      trip.add(TAKE, arguments(missing));
    }
  }

  private SortedMap<Long, Boolean> missing(Wanted wanted) {
    SortedMap<Long, Boolean> missing = new TreeMap<>();
    wanted.together().forEach(lock -> missing.put(lock, false));
    missing.keySet().removeAll(shared);
    wanted.alone().forEach(lock -> missing.put(lock, true));
    missing.keySet().removeAll(held);
    missing.forEach((lock, alone) -> (alone ? held : shared).add(lock));
    return missing;
  }

  private static List<Object> arguments(SortedMap<Long, Boolean> missing) {
    return List.of(missing.keySet().toArray(Long[]::new), missing.values().toArray(Boolean[]::new));
  }

  /** Whether nobody else changes what belongs to the row's patient. */
  boolean holdsPatientOf(Row row) {
    String patient = row.resource().patient();
    return patient != null && holdsPatient(patient);
  }

  boolean holdsPatient(String id) {
    return held.contains(ofPatient(id));
  }

  /** Takes those of the patients whom the rows belong to. */
  void takePatientsOf(Collection<Row> rows) {
    take(
        rows.stream()
            .flatMap(row -> Stream.ofNullable(row.resource().patient()))
            .map(Locks::ofPatient)
            .toList());
  }
}
