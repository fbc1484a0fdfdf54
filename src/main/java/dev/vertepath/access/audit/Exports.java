package dev.vertepath.access.audit;

import dev.vertepath.access.Caller;
import dev.vertepath.access.audit.AuditEvent.Origin;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells of what the service sends to others without being asked at that moment. */
public final class Exports {

  private final AuditTable table;
  private final Clock clock;

  Exports(AuditTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /**
   * Tells of resources that are about to be sent; it is on the disk when this returns.
   *
   * @param caller who had it set up; null for the operator
   * @param receiver host and port: a whole URL may hold what is nobody's business
   * @param patients logical ids
   * @param touched references with versions
   */
  public void tell(
      @Nullable Caller caller,
      String receiver,
      Collection<String> patients,
      Collection<String> touched) {
    table.add(
        List.of(
            new AuditEvent(
                clock.instant(),
                Act.OPERATION,
                "notification",
                Result.DONE,
                caller,
                caller == null,
                Origin.NONE,
                patients,
                touched,
                "to " + receiver)));
  }
}
