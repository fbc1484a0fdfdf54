package dev.vertepath.access.audit;

import dev.vertepath.access.audit.AuditEvent.Origin;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes the events of a request's writes within its transaction: both are there, or neither. What
 * was sent is noted before anything follows from it, and told when everything has.
 */
final class WriteTrail {

  /** To be called first of all. */
  Consequence before() {
    return change -> {
      Map<ResourceKey, StoredResource> sent = new HashMap<>();
      change.written().forEach(key -> sent.put(key, change.stored(key)));
      TransactionSynchronizationManager.registerSynchronization(new Sent(sent));
    };
  }

  /** To be called last of all. */
  Consequence after() {
    return change -> {
      Trail trail = Trail.find();
      if (trail != null && trail.isRehearsing()) {
        return;
      }
      Sent own = Sent.ofThisTransaction();
      List<StoredResource> sent = sorted(own.versions.values());
      List<StoredResource> followed = followed(change, own.versions);
      List<AuditEvent> events = new ArrayList<>();
      if (trail != null) {
        events.addAll(trail.ofWrites(change.now(), sent));
        own.confirm = () -> trail.committed(Set.copyOf(own.versions.keySet()));
      } else {
        // The service works on its own account.
        followed = sorted(concat(sent, followed));
      }
      if (!followed.isEmpty()) {
        events.add(byRule(change, trail == null ? Origin.NONE : trail.origin(), followed));
      }
      if (!events.isEmpty()) {
        change.alongside(AuditTable.INSERT, AuditTable.arguments(events));
      }
    };
  }

  private static List<StoredResource> followed(
      RecordChange change, Map<ResourceKey, StoredResource> sent) {
    change.settle();
    return sorted(
        change.written().stream()
            .map(change::stored)
            .filter(
                version -> {
                  StoredResource before = sent.get(version.key());
                  return before == null || before.version() != version.version();
                })
            .toList());
  }

  private static AuditEvent byRule(
      RecordChange change, Origin origin, List<StoredResource> followed) {
    return new AuditEvent(
        change.now(),
        Act.RULES,
        null,
        Result.DONE,
        null,
        true,
        origin,
        followed.stream().map(StoredResource::patient).filter(Objects::nonNull).toList(),
        followed.stream().map(Trail::versioned).toList(),
        null);
  }

  private static List<StoredResource> concat(
      List<StoredResource> some, List<StoredResource> others) {
    List<StoredResource> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private static List<StoredResource> sorted(Collection<StoredResource> versions) {
    return versions.stream()
        .sorted(Comparator.comparing(version -> version.key().reference()))
        .toList();
  }

  /** What the transaction of this thread was sent, while it is open. */
  private static final class Sent implements TransactionSynchronization {

    private final Map<ResourceKey, StoredResource> versions;
    private @Nullable Runnable confirm;

    Sent(Map<ResourceKey, StoredResource> versions) {
      this.versions = versions;
    }

    static Sent ofThisTransaction() {
      return TransactionSynchronizationManager.getSynchronizations().stream()
          .filter(Sent.class::isInstance)
          .map(Sent.class::cast)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("What was sent was not noted"));
    }

    @Override
    public void afterCommit() {
      if (confirm != null) {
        confirm.run();
      }
    }
  }
}
