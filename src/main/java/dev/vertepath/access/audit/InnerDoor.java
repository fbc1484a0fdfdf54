package dev.vertepath.access.audit;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.audit.AuditEvent.Origin;
import java.time.Clock;
import java.util.List;

/**
 * For callers whom the program itself plays, as in a demonstration: each of their interactions is
 * told as it is for those who come by HTTP.
 */
public final class InnerDoor {

  private final AuditTable table;
  private final Clock clock;

  InnerDoor(AuditTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /** Does the work as this caller; what it looked at is on the disk when this returns. */
  public void during(Caller caller, Runnable work) {
    var trail = new Trail(clock, () -> Origin.NONE);
    try {
      trail.during(() -> CurrentCaller.<RuntimeException>during(caller, work::run));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      List<AuditEvent> events = trail.takeWaiting();
      if (!events.isEmpty()) {
        table.add(events);
      }
    }
  }
}
