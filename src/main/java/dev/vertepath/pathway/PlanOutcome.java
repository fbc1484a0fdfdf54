package dev.vertepath.pathway;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The plan after one operation, which may serve several cases.
 *
 * @param key stable and unique within the service, from the Procedure
 * @param procedures the Procedures of the operation, the root first
 * @param cases keys of the cases it serves; empty when no fracture is known
 * @param fractures relative references of the Conditions it addresses
 * @param end end of the last activity's window
 * @param reason why it was revoked
 */
public record PlanOutcome(
    String key,
    List<Source> procedures,
    Set<String> cases,
    Set<String> fractures,
    Instant procedureEnd,
    Instant end,
    Status status,
    @Nullable String reason,
    FollowUpProtocol protocol,
    Set<Vertebra> levels,
    List<ActivityOutcome> activities,
    List<GoalOutcome> goals) {

  /** Codes of {@code request-status} that the service gives. */
  public enum Status {
    ACTIVE,
    ON_HOLD,
    COMPLETED,
    REVOKED
  }
}
