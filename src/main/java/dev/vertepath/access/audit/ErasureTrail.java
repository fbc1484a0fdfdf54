package dev.vertepath.access.audit;

import dev.vertepath.record.Erased;
import dev.vertepath.record.Erasure;
import dev.vertepath.record.ResourceKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells of an erasure within its transaction: by one event, however many resources are gone. */
final class ErasureTrail {

  private final AuditTable table;
  private final TransactionTemplate transactions;

  ErasureTrail(AuditTable table, TransactionTemplate transactions) {
    this.table = table;
    this.transactions = transactions;
  }

  Erased of(Erasure erasure, Supplier<Erased> work) {
    if (erasure.rehearsed()) {
      // What is taken back is told as any other operation that writes nothing.
      return work.get();
    }
    var patient = new ResourceKey("Patient", erasure.patient());
    Trail trail = Trail.get();
    Set<ResourceKey> patients = new LinkedHashSet<>(Set.of(patient));
    Erased erased =
        transactions.execute(
            status -> {
              Erased done = work.get();
              patients.addAll(done.also());
              table.add(List.of(told(trail, List.copyOf(patients))));
              return done;
            });
    trail.committed(patients);
    return Objects.requireNonNull(erased);
  }

  private static AuditEvent told(Trail trail, List<ResourceKey> patients) {
    return trail.event(
        Act.OPERATION,
        "purge",
        Result.DONE,
        patients.stream().map(ResourceKey::id).toList(),
        patients.stream().map(ResourceKey::reference).toList(),
        null);
  }
}
