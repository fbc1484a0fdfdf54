package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.Changes;
import dev.vertepath.record.index.IndexRows;
import dev.vertepath.record.index.IndexTables;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.store.Arrivals.Arrival;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows gathered for the tables, since a statement costs as much as several rows: what was sent and
 * what follows from it go to the database together. Until then only the batch knows of them.
 */
final class WriteBatch {

  private static final Long[] NONE = {};

  private final Tables tables;
  private final Locks locks;
  private final Instant now;
  private final long definitions;
  private final List<Row> inserts = new ArrayList<>();
  private final List<Row> replacements = new ArrayList<>();
  private final List<IndexTables.Entry> index = new ArrayList<>();
  private final List<Changes> changes = new ArrayList<>();
  private final Arrivals arrived = new Arrivals();
  private final Arrivals changed = new Arrivals();
  private final Set<ResourceKey> moved = new HashSet<>();
  private final Set<ResourceKey> waiting = new HashSet<>();
  private final List<Alongside> alongside = new ArrayList<>();
  private int moves;

  private record Alongside(String sql, List<? extends @Nullable Object> arguments) {}

  /**
   * @param definitions the count of the definitions that what the index holds follows from
   */
  WriteBatch(Tables tables, Locks locks, Instant now, long definitions) {
    this.tables = tables;
    this.locks = locks;
    this.now = now;
    this.definitions = definitions;
  }

  /** The first version. */
  Row insert(Draft draft, ObjectNode body, IndexRows rows, @Nullable String patient) {
    Row row = row(tables.ids().next(), draft, body, 1, now, patient);
    inserts.add(row);
    waiting.add(draft.key());
    index.add(new IndexTables.Entry(row.rid(), rows));
    arrived.add(References.identifiers(body), draft.key(), patient);
    return row;
  }

  /**
   * A version in the place of the old one.
   *
   * @param changes of the index
   * @param identifiers hashes of those that the old one did not have
   */
  Row replace(
      Draft draft,
      ObjectNode body,
      @Nullable String patient,
      Row old,
      Changes change,
      Set<Long> identifiers) {
    StoredResource was = old.resource();
    Row row = row(old.rid(), draft, body, was.version() + 1, was.created(), patient);
    replacements.add(row);
    waiting.add(draft.key());
    changes.add(change);
    changed.add(identifiers, draft.key(), patient);
    return row;
  }

  /** That one which others may have known belongs to another patient from now on, or to none. */
  void moved(ResourceKey key) {
    moved.add(key);
    moves++;
  }

  /**
   * How often {@link #moved} was said, or others found by what was written what they waited for.
   */
  int moves() {
    return moves;
  }

  private Row row(
      long rid,
      Draft draft,
      ObjectNode body,
      long version,
      Instant created,
      @Nullable String patient) {
    byte[] stored = Bodies.store(body, draft.key(), version, now);
    return new Row(
        rid,
        new StoredResource(
            draft.key(), version, created, now, false, draft.method(), patient, stored));
  }

  Row delete(Row old) {
    StoredResource was = old.resource();
    var mark =
        new Row(
            old.rid(),
            new StoredResource(
                was.key(),
                was.version() + 1,
                was.created(),
                now,
                true,
                "DELETE",
                was.patient(),
                new byte[0]));
    replacements.add(mark);
    waiting.add(was.key());
    changes.add(Changes.renewed(old.rid(), IndexRows.empty()));
    return mark;
  }

  /** What has not been sent yet. */
  Set<ResourceKey> waiting() {
    return Collections.unmodifiableSet(waiting);
  }

  /** Hashes of the identifiers that Patients among these have got: others may wait for them. */
  Set<Long> identifiersOfPatients() {
    Set<Long> hashes = new HashSet<>(arrived.ofPatients());
    hashes.addAll(changed.ofPatients());
    return hashes;
  }

  private Set<Long> identifiers() {
    return Stream.of(arrived, changed)
        .flatMap(arrivals -> arrivals.hashes().stream())
        .map(Locks::ofIdentifier)
        .collect(Collectors.toSet());
  }

  /** As {@link dev.vertepath.record.RecordChange#alongside}. */
  void alongside(String sql, List<? extends @Nullable Object> arguments) {
    alongside.add(new Alongside(sql, arguments));
  }

  /**
   * Sends all to the database.
   *
   * @param sight of who sends it: what is out of it does not find what it waits for
   * @param adoptions what is known of who waits for what
   * @param last adds what looks at what was written, by the same round trip
   * @return what waited for a patient, and has become hers
   */
  Set<ResourceKey> send(Sight sight, Adoptions adoptions, Consumer<RoundTrip> last) {
    Set<ResourceKey> homed = new HashSet<>();
    var trip = new RoundTrip(tables.operations());
    // Lest what arrives and what looks for it miss each other.
    locks.take(new Locks.Wanted(identifiers(), Set.of()), trip);
    Set<Long> late = new HashSet<>();
    tables.links().awaited(adoptions.unknown(arrived.hashes()), trip, late::add);
    // Before what waits is replaced: its older versions become hers as well.
    List<Arrival> wanted = arrived.meant(adoptions.awaited());
    tables.links().adopt(trip, wanted, NONE, sight, homed::add);
    tables.resources().insert(trip, definitions, inserts, index);
    tables.resources().replace(trip, definitions, replacements, changes);
    tables.links().adopt(trip, changed.meant(changed.hashes()), NONE, sight, homed::add);
    Homes.follow(trip, moved);
    alongside.forEach(other -> trip.add(other.sql(), other.arguments()));
    last.accept(trip);
    trip.send();
    if (!late.isEmpty()) {
      moves++;
      adopt(late, sight, homed);
    }
    Homes.follow(trip, homed);
    trip.send();
    moved.clear();
    alongside.clear();
    inserts.clear();
    index.clear();
    arrived.clear();
    replacements.clear();
    changes.clear();
    changed.clear();
    waiting.clear();
    return homed;
  }

  /**
   * Lets what waited find what follows from what was sent. What is written together with it was
   * held against all of it before, and waits for something else.
   */
  private void adopt(Set<Long> late, Sight sight, Set<ResourceKey> homed) {
    Long[] written =
        Stream.concat(inserts.stream(), replacements.stream()).map(Row::rid).toArray(Long[]::new);
    var trip = new RoundTrip(tables.operations());
    tables.links().adopt(trip, arrived.meant(late), written, sight, homed::add);
    trip.send();
  }
}
