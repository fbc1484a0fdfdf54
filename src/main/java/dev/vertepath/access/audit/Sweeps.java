package dev.vertepath.access.audit;

import dev.vertepath.access.audit.AuditEvent.Origin;
import java.time.Clock;
import java.util.List;

/** Tells of what the service takes away by itself, since it was kept long enough. */
public final class Sweeps {

  private final AuditTable table;
  private final Clock clock;

  Sweeps(AuditTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /**
   * Within the open transaction.
   *
   * @param count how many
   * @param what names no patient
   */
  public void tell(int count, String what) {
    table.add(
        List.of(
            new AuditEvent(
                clock.instant(),
                Act.OPERATION,
                "retention",
                Result.DONE,
                null,
                true,
                Origin.NONE,
                List.of(),
                List.of(),
                count + " " + what)));
  }
}
