package dev.vertepath.access.audit;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Erased;
import dev.vertepath.record.Erasure;
import dev.vertepath.record.ResourceKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Tells of an erasure within its transaction: by one event, however many resources are gone. */
final class ErasureTrail {

  private final AuditTable table;
  private final ClinicalRecord record;

  /**
   * @param record whose transaction it is, tried again when others get in between
   */
  ErasureTrail(AuditTable table, ClinicalRecord record) {
    this.table = table;
    this.record = record;
  }

  Erased of(Erasure erasure, Supplier<Erased> work) {
    if (erasure.rehearsed()) {
      // What is taken back is told as any other operation that writes nothing.
      return work.get();
    }
    var patient = new ResourceKey("Patient", erasure.patient());
    Trail trail = Trail.get();
    Set<ResourceKey> patients = new LinkedHashSet<>();
    Erased erased =
        record.atOnce(
            () -> {
              Erased done = work.get();
              patients.clear();
              patients.add(patient);
              patients.addAll(done.also());
              table.add(List.of(told(trail, List.copyOf(patients))));
              return done;
            });
    trail.committed(patients);
    return erased;
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
