package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What comes with which identifiers, while references may wait for them. */
final class Arrivals {

  private final Map<Long, Map<ResourceKey, @Nullable String>> byHash = new HashMap<>();

  /**
   * One that comes.
   *
   * @param patient logical id of the patient it belongs to
   * @param alone whether no other type comes with the identifier, so that a reference which does
   *     not say its type can mean this one only
   */
  record Arrival(long hash, ResourceKey key, @Nullable String patient, boolean alone) {}

  void add(Set<Long> hashes, ResourceKey key, @Nullable String patient) {
    hashes.forEach(
        hash -> byHash.computeIfAbsent(hash, h -> new LinkedHashMap<>()).put(key, patient));
  }

  void clear() {
    byHash.clear();
  }

  /** Of all identifiers. */
  Set<Long> hashes() {
    return Collections.unmodifiableSet(byHash.keySet());
  }

  /** Hashes of the identifiers that Patients among these have. */
  Set<Long> ofPatients() {
    Set<Long> hashes = new HashSet<>();
    byHash.forEach(
        (hash, carriers) -> {
          if (carriers.keySet().stream().anyMatch(key -> key.type().equals("Patient"))) {
            hashes.add(hash);
          }
        });
    return hashes;
  }

  /**
   * Those that a reference can mean: of two of a type with one identifier, it means neither.
   *
   * @param awaited hashes of the identifiers that anything waits for
   */
  List<Arrival> meant(Set<Long> awaited) {
    List<Arrival> meant = new ArrayList<>();
    for (Long hash : awaited) {
      Map<ResourceKey, @Nullable String> carriers = byHash.getOrDefault(hash, Map.of());
      carriers.forEach(
          (key, patient) -> {
            if (carriers.keySet().stream().filter(k -> k.type().equals(key.type())).count() == 1) {
              meant.add(new Arrival(hash, key, patient, carriers.size() == 1));
            }
          });
    }
    return meant;
  }
}
