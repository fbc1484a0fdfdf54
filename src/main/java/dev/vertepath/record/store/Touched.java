package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.Row;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request has written so far, and whose it is. */
final class Touched {

  private final Set<String> patients = new LinkedHashSet<>();
  private final Set<ResourceKey> written = new LinkedHashSet<>();
  private final Set<ResourceKey> made = new HashSet<>();
  private final Map<ResourceKey, StoredResource> found = new HashMap<>();
  private boolean redefining;
  private int resights;

  /**
   * @param old the version that it takes the place of
   */
  void wrote(Row row, @Nullable Row old) {
    if (written.add(row.key()) && old != null) {
      found.put(row.key(), old.resource());
    }
    patient(row.resource().patient());
    patient(old == null ? null : old.resource().patient());
  }

  /** Under an id that nobody knew before. */
  void made(ResourceKey key) {
    made.add(key);
  }

  boolean isNew(ResourceKey key) {
    return made.contains(key);
  }

  void redefine() {
    redefining = true;
  }

  boolean isRedefining() {
    return redefining;
  }

  void resight() {
    resights++;
  }

  /** How often {@link #resight} was said. */
  int resights() {
    return resights;
  }

  void patient(@Nullable String patient) {
    if (patient != null) {
      patients.add(patient);
    }
  }

  Set<String> patients() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(patients));
  }

  /** In the order of their writing. */
  Set<ResourceKey> written() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(written));
  }

  /** The version that the request found; empty if there was none. */
  Optional<StoredResource> before(ResourceKey key) {
    return Optional.ofNullable(found.get(key));
  }
}
