package dev.vertepath.pathway;

/**
 * How far a work item is, as the machine sees it; a person's own status of an open item is kept.
 */
public enum WorkStatus {
  /** To be done: Task {@code requested}, unless a person moved it to another open status. */
  OPEN,
  /** Done by evidence: Task {@code completed} with its output. */
  DONE,
  /** Done by a person: their status stands. */
  DONE_BY_PERSON,
  /** No longer wanted: Task {@code cancelled} with its reason. */
  CANCELLED,
  /** Cancelled, rejected or failed by a person: their status stands. */
  CANCELLED_BY_PERSON
}
