package dev.vertepath.pathway;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * An activity of a follow-up protocol.
 *
 * @param code as in {@code recovery-review}
 * @param snomed codes beside it, displayed by the clinic's own text
 * @param resource what the activity is in the record
 * @param from start of the window after the end of the procedure
 * @param to end of the window after the end of the procedure
 * @param causes only for these; empty for all
 * @param completedByPainScore whether a pain score in the window completes it
 */
public record ActivityDefinition(
    String code,
    String title,
    List<Code> snomed,
    Resource resource,
    Duration from,
    Duration to,
    Set<Cause> causes,
    boolean completedByPainScore) {

  /** What stands for the activity. */
  public enum Resource {
    TASK,
    COMMUNICATION_REQUEST,
    /** A ServiceRequest proposal with a Task that follows it. */
    SERVICE_REQUEST_WITH_TASK
  }
}
