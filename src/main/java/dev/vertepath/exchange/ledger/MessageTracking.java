package dev.vertepath.exchange.ledger;

import dev.vertepath.exchange.ledger.MessageWork.MadeVersion;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notes which versions a message made, and writes the Provenance of what was sent. */
final class MessageTracking {

  private static final String PROVENANCE = "Provenance";

  private MessageTracking() {}

  /** To be called before anything follows from what was sent. */
  static void before(RecordChange change) {
    MessageWork work = MessageWork.find().orElse(null);
    if (work == null) {
      return;
    }
    change.written().forEach(key -> work.sent(change.stored(key)));
    // In the order in which they were written, which does not follow from ids that are by chance.
    List<StoredResource> sent =
        work.sent().values().stream().filter(MessageTracking::isTold).toList();
    if (!sent.isEmpty()) {
      var provenance = new MessageProvenance(work.message());
      change.put(provenance.key(), provenance.of(sent, change.now()));
      // So that who may see it is noted with the rest.
      change.settle();
    }
  }

  /** To be called when everything has followed. */
  static void after(RecordChange change) {
    MessageWork work = MessageWork.find().orElse(null);
    if (work == null) {
      return;
    }
    change.settle();
    List<StoredResource> written = sorted(change.written().stream().map(change::stored).toList());
    Map<ResourceKey, StoredResource> older = work.isTrial() ? older(change, work) : Map.of();
    written.stream()
        .map(
            version ->
                new MadeVersion(version, older.get(version.key()), isFollowed(work, version)))
        .sorted(Comparator.comparing(MadeVersion::followed))
        .forEach(work::made);
  }

  private static boolean isFollowed(MessageWork work, StoredResource version) {
    return !work.sent().containsKey(version.key());
  }

  private static Map<ResourceKey, StoredResource> older(RecordChange change, MessageWork work) {
    Map<ResourceKey, Long> wanted = new HashMap<>();
    for (ResourceKey key : change.written()) {
      StoredResource first = work.sent().getOrDefault(key, change.stored(key));
      if (first.version() > 1) {
        wanted.put(key, first.version() - 1);
      }
    }
    Map<ResourceKey, StoredResource> found = new HashMap<>();
    for (StoredResource older : change.older(wanted)) {
      if (!older.deleted()) {
        found.put(older.key(), older);
      }
    }
    return found;
  }

  private static boolean isTold(StoredResource version) {
    return !version.key().type().equals(PROVENANCE);
  }

  private static List<StoredResource> sorted(Collection<StoredResource> versions) {
    return versions.stream()
        .filter(MessageTracking::isTold)
        .sorted(Comparator.comparing(version -> version.key().reference()))
        .toList();
  }
}
