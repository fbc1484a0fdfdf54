package dev.vertepath.pathway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person did to a work item: the part of a Task or CarePlan that the service did not write.
 * A red-flag review that nobody has touched is here too, with the status that the service gave it.
 *
 * @param status code of {@code Task.status} or {@code CarePlan.status} that the person set
 * @param businessStatus code of {@code Task.businessStatus}, if set by the person
 * @param reason {@code statusReason} or note
 * @param actor reference or display of who did it, if named
 * @param window the time to which the person moved a Task; null when nobody did
 */
public record Act(
    Source source,
    String status,
    @Nullable String businessStatus,
    @Nullable String reason,
    @Nullable String actor,
    Instant at,
    @Nullable Window window) {

  /** An act that moves no window. */
  public Act(
      Source source,
      String status,
      @Nullable String businessStatus,
      @Nullable String reason,
      @Nullable String actor,
      Instant at) {
    this(source, status, businessStatus, reason, actor, at, null);
  }
}
