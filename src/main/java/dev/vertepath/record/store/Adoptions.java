package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.index.IndexRows;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one request makes of references by identifier, of its own and of those that waited. */
final class Adoptions {

  private final IdentifierLinks links;

  /** Of the whole request: whether the sender sees them follows from it only afterwards. */
  private final Map<Long, Set<ResourceKey>> arriving = new HashMap<>();

  /** Who carries what was looked for last. */
  private final Map<Long, Set<ResourceKey>> there = new HashMap<>();

  private final Set<ResourceKey> homed = new LinkedHashSet<>();

  /** Hashes that nothing waits for: they are locked. */
  private final Set<Long> unawaited = new HashSet<>();

  private final Set<Long> awaited = new HashSet<>();

  private boolean possible;

  Adoptions(IdentifierLinks links) {
    this.links = links;
  }

  /**
   * Looks for what is referred to by identifier, and for what waits for it, when the round trip is
   * made. The identifiers must be locked by then.
   *
   * @param sight of who refers
   * @param sent whether all of it is locked, and not only the patients among it
   */
  void look(List<Prepared> prepared, Sight sight, boolean sent, RoundTrip trip) {
    there.clear();
    links.look(
        rows(prepared),
        sight,
        trip,
        (hash, key) -> there.computeIfAbsent(hash, h -> new LinkedHashSet<>()).add(key));
    Set<Long> unknown =
        unknown(sent ? Prepared.identifiers(prepared) : Prepared.identifiersOfPatients(prepared));
    unawaited.addAll(unknown);
    links.awaited(
        unknown,
        trip,
        hash -> {
          unawaited.remove(hash);
          awaited.add(hash);
        });
  }

  /** Gives the references of what was looked for their targets. */
  void resolve(List<Prepared> prepared) {
    Prepared.carriers(prepared, arriving);
    Map<Long, Set<ResourceKey>> carriers = new HashMap<>();
    arriving.forEach((hash, keys) -> carriers.put(hash, new LinkedHashSet<>(keys)));
    there.forEach(
        (hash, keys) -> carriers.computeIfAbsent(hash, h -> new LinkedHashSet<>()).addAll(keys));
    IdentifierLinks.resolve(rows(prepared), carriers);
  }

  private static List<IndexRows> rows(List<Prepared> prepared) {
    return prepared.stream().map(Prepared::rows).toList();
  }

  /** Whether anything waits for these. */
  boolean isAwaited(Set<Long> identifiers) {
    if (!Collections.disjoint(identifiers, awaited)) {
      return true;
    }
    Set<Long> unknown = unknown(identifiers);
    boolean found = links.isAwaited(unknown);
    if (!found) {
      unawaited.addAll(unknown);
    }
    return found;
  }

  /** Those of which nobody has looked whether anything waits for them. */
  Set<Long> unknown(Set<Long> identifiers) {
    Set<Long> unknown = new HashSet<>(identifiers);
    unknown.removeAll(unawaited);
    unknown.removeAll(awaited);
    return unknown;
  }

  /** Hashes of identifiers that something waits for. */
  Set<Long> awaited() {
    return Collections.unmodifiableSet(awaited);
  }

  void sent(Set<Long> identifiersOfPatients, Collection<ResourceKey> becameHers) {
    possible |= !identifiersOfPatients.isEmpty();
    homed.addAll(becameHers);
  }

  /** Whether what waited for a patient by identifier may have become hers. */
  boolean arePossible() {
    return possible;
  }

  /** What waited for a patient, and has become hers. */
  Set<ResourceKey> homed() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(homed));
  }
}
