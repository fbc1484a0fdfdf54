package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.Hashes;
import dev.vertepath.record.index.Row;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Locks of one transaction, held to its end: whoever writes for a patient waits for the others who
 * do, so that what follows from the patient's facts follows from all of them.
 */
public final class Locks {

  private final JdbcClient jdbc;
  private static final String TAKE =
      "select pg_advisory_xact_lock(k) from unnest(?::bigint[]) as k";

  private final Set<Long> held = new HashSet<>();

  public Locks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

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

  /** Takes them in one order, which keeps most deadlocks away. */
  public void take(Collection<Long> locks) {
    Long[] wanted = missing(locks);
    if (wanted.length > 0) {
      jdbc.sql(TAKE).param(wanted).query((row, number) -> number).list();
    }
  }

  /** Takes them when the round trip is made: what follows there sees what others have done. */
  void take(Collection<Long> locks, RoundTrip trip) {
    Long[] wanted = missing(locks);
    if (wanted.length > 0) {
      trip.add(TAKE, List.of((Object) wanted));
    }
  }

  private Long[] missing(Collection<Long> locks) {
    var wanted = new TreeSet<>(locks);
    wanted.removeAll(held);
    held.addAll(wanted);
    return wanted.toArray(Long[]::new);
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
