package dev.vertepath.pathway;

import org.jspecify.annotations.Nullable;

/**
 * Evidence that a verdict needs, as a work item.
 *
 * @param key stable and unique within the service
 * @param output what completed it
 * @param reason why it was cancelled
 */
public record EvidenceRequest(
    String key,
    Criterion criterion,
    WorkStatus status,
    @Nullable Source output,
    @Nullable String reason) {}
