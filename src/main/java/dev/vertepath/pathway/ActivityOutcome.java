package dev.vertepath.pathway;

import org.jspecify.annotations.Nullable;

/**
 * An activity of a plan.
 *
 * @param key stable and unique within the service
 * @param output what completed it
 * @param reason why it was cancelled
 */
public record ActivityOutcome(
    String key,
    ActivityDefinition definition,
    Window window,
    WorkStatus status,
    @Nullable Source output,
    @Nullable String reason) {}
