package dev.vertepath.pathway;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A case: one vertebral fracture on its way.
 *
 * @param key stable and unique within the service, from the Condition
 * @param fracture the Condition
 * @param levels empty when no vertebra is named
 * @param procedure relative reference of the operation that served it, if any
 */
public record CaseOutcome(
    String key,
    Source fracture,
    Cause cause,
    Set<Vertebra> levels,
    @Nullable Instant onset,
    CaseState state,
    @Nullable CloseReason closeReason,
    @Nullable String closeNote,
    Verdict verdict,
    List<EvidenceRequest> evidence,
    List<Transition> transitions,
    @Nullable String procedure) {}
