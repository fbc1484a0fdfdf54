package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.Row;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** The current versions as one request knows them: read once, or written by itself. */
final class KnownRows {

  private final JdbcOperations operations;
  private final ResourceTable resources;
  private final boolean locked;
  private final Map<ResourceKey, Optional<Row>> rows = new HashMap<>();
  private final Set<ResourceKey> staying = new HashSet<>();

  /**
   * @param locked whether nobody else may touch their part of the index until the request ends
   */
  KnownRows(Tables tables, boolean locked) {
    this.operations = tables.operations();
    this.resources = tables.resources();
    this.locked = locked;
  }

  void put(Row row) {
    rows.put(row.key(), Optional.of(row));
  }

  /** As last read or written; null if there is none or it was not looked for. */
  @Nullable Row get(ResourceKey key) {
    return rows.getOrDefault(key, Optional.empty()).orElse(null);
  }

  /** Those of these keys that are there. */
  List<Row> of(List<ResourceKey> keys) {
    return keys.stream().map(this::get).filter(Objects::nonNull).toList();
  }

  /** Reads those that were not looked for. */
  void load(Collection<ResourceKey> keys) {
    var trip = new RoundTrip(operations);
    load(keys, trip);
    trip.send();
  }

  /** Reads those that were not looked for when the round trip is made. */
  void load(Collection<ResourceKey> keys, RoundTrip trip) {
    Set<ResourceKey> unknown = new LinkedHashSet<>(keys);
    unknown.removeAll(rows.keySet());
    unknown.forEach(key -> rows.put(key, Optional.empty()));
    resources.current(unknown, locked, trip, this::put);
  }

  /**
   * Reads what a patient has.
   *
   * @param written what the database does not know of yet
   * @param held whether the patient is locked
   */
  void load(String patient, Collection<String> types, Set<ResourceKey> written, boolean held) {
    for (Row row : resources.ofPatient(patient, types, locked)) {
      if (!written.contains(row.key())) {
        put(row);
        if (held) {
          staying.add(row.key());
        }
      }
    }
  }

  boolean isLookedFor(ResourceKey key) {
    return rows.containsKey(key);
  }

  /** These were read while what they belong to was locked. */
  void stay(Collection<ResourceKey> keys) {
    staying.addAll(keys);
  }

  /** Whether it is here, and nobody else can have changed that since it was read. */
  boolean isHere(ResourceKey key) {
    Row row = get(key);
    return row != null && !row.resource().deleted() && staying.contains(key);
  }

  /** Those of a patient that are known, oldest first, deletion marks apart. */
  List<Row> ofPatient(String patient, Collection<String> types) {
    return rows.values().stream()
        .flatMap(Optional::stream)
        .filter(row -> patient.equals(row.resource().patient()))
        .filter(row -> types.contains(row.key().type()) && !row.resource().deleted())
        .sorted(Comparator.comparingLong(Row::rid))
        .toList();
  }
}
