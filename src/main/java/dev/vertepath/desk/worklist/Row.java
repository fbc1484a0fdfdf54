package dev.vertepath.desk.worklist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the worklist: a case, or what is to be done of its plan.
 *
 * @param reference of the Task or CommunicationRequest
 * @param version that a change of it has to name
 * @param patient logical id
 * @param name of the patient; her id where she has none
 * @param identifier of the patient, without its system
 * @param years the patient's age; null where the date of birth is not known
 * @param what is to be done; empty for a case
 * @param state of the case
 * @param opened when the case was
 * @param owner whose work it is
 * @param contact when the patient was last heard of
 * @param appointment the next one
 * @param missing evidence that a case waits for
 * @param flagged whether the patient has an open red flag
 */
record Row(
    String reference,
    long version,
    String patient,
    String name,
    @Nullable String identifier,
    @Nullable Integer years,
    Band band,
    String what,
    String code,
    @Nullable Instant dueStart,
    @Nullable Instant dueEnd,
    long daysOverdue,
    String state,
    String cause,
    List<String> levels,
    @Nullable Instant opened,
    @Nullable String owner,
    @Nullable Instant snoozedUntil,
    @Nullable Instant contact,
    @Nullable Instant appointment,
    List<String> missing,
    boolean flagged) {

  /** Names the version, for forms. */
  public String item() {
    return reference + "@" + version;
  }

  /** Of the element, for scripts and tests. */
  public String elementId() {
    return "row-" + reference.replace('/', '-');
  }

  /** A CommunicationRequest has nobody who does it. */
  public boolean isTask() {
    return reference.startsWith("Task/");
  }
}
