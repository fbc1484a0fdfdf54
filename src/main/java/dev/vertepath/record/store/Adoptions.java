package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
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
  private final Map<Long, Set<ResourceKey>> carriers = new HashMap<>();

  private final Set<ResourceKey> homed = new LinkedHashSet<>();

  /** Hashes that nothing waits for: they are locked. */
  private final Set<Long> unawaited = new HashSet<>();

  private final Set<Long> awaited = new HashSet<>();

  private boolean possible;

  Adoptions(IdentifierLinks links) {
    this.links = links;
  }

  /** Gives the references of what is being written their targets, as far as a sight goes. */
  void resolve(List<Prepared> prepared, Sight sight) {
    Prepared.carriers(prepared, carriers);
    links.resolve(prepared.stream().map(Prepared::rows).toList(), carriers, sight);
  }

  /**
   * Looks for what waits, when the round trip is made.
   *
   * @param identifiers hashes that have been locked
   */
  void look(Set<Long> identifiers, RoundTrip trip) {
    Set<Long> unknown = unknown(identifiers);
    unawaited.addAll(unknown);
    links.awaited(
        unknown,
        trip,
        hash -> {
          unawaited.remove(hash);
          awaited.add(hash);
        });
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

  private Set<Long> unknown(Set<Long> identifiers) {
    Set<Long> unknown = new HashSet<>(identifiers);
    unknown.removeAll(unawaited);
    unknown.removeAll(awaited);
    return unknown;
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
