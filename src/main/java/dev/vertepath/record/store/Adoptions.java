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

  private boolean possible;

  Adoptions(IdentifierLinks links) {
    this.links = links;
  }

  /** Gives the references of what is being written their targets, as far as a sight goes. */
  void resolve(List<Prepared> prepared, Sight sight) {
    Prepared.carriers(prepared, carriers);
    links.resolve(prepared.stream().map(Prepared::rows).toList(), carriers, sight);
  }

  /** Whether anything waits for these. */
  boolean isAwaited(Set<Long> identifiers) {
    Set<Long> unknown = new HashSet<>(identifiers);
    unknown.removeAll(unawaited);
    boolean awaited = links.isAwaited(unknown);
    if (!awaited) {
      unawaited.addAll(unknown);
    }
    return awaited;
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
