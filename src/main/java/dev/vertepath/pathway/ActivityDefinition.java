package dev.vertepath.pathway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An activity of a follow-up protocol.
 *
 * @param code as in {@code recovery-review}
 * @param title what is to be done, for a coordinator
 * @param snomed codes beside it, displayed by the clinic's own text
 * @param resource what the activity is in the record
 * @param kind what it is for the plan's completion
 * @param from start of the window after the end of the procedure
 * @param to end of the window after the end of the procedure
 * @param causes only for these; empty for all
 * @param completedByPainScore whether the first pain score in the window completes it
 */
public record ActivityDefinition(
    String code,
    String title,
    List<Code> snomed,
    Resource resource,
    Kind kind,
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

  /** What an activity is for the completion of its plan. */
  public enum Kind {
    /** Someone looks at the patient; the one whose window ends last closes the plan. */
    REVIEW,
    /** Someone does something else; the plan waits for it. */
    SERVICE,
    /** The patient is told to keep to something; its time passes by itself. */
    ADVICE
  }

  /** The window after that end of a procedure. */
  public Window window(Instant procedureEnd) {
    return new Window(procedureEnd.plus(from), procedureEnd.plus(to));
  }
}
