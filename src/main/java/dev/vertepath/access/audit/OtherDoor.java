package dev.vertepath.access.audit;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.audit.AuditEvent.Origin;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * For callers who do not come by HTTP: what is done for them is told as it is for others, and is on
 * the disk before they are answered.
 */
public final class OtherDoor {

  private final GroupWriter writer;
  private final Clock clock;

  OtherDoor(GroupWriter writer, Clock clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * Does work as an operation that a caller asked for.
   *
   * @param address that the caller comes from
   */
  public <T> T during(Caller caller, String address, String operation, Supplier<T> work) {
    var trail = new Trail(clock, () -> new Origin(address, null));
    AtomicReference<T> done = new AtomicReference<>();
    try {
      trail.during(
          () ->
              CurrentCaller.<RuntimeException>during(
                  caller, () -> done.set(trail.operation(operation, null, "", work))));
      return done.get();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      List<AuditEvent> events = trail.takeWaiting();
      if (!events.isEmpty()) {
        writer.write(events);
      }
    }
  }
}
