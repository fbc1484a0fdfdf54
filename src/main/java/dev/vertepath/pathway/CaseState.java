package dev.vertepath.pathway;

/** The states of a case; codes of {@code https://vertepath.dev/fhir/CodeSystem/case-state}. */
public enum CaseState {
  AWAITING_EVIDENCE,
  CANDIDATE,
  NOT_INDICATED,
  CONTRAINDICATED,
  ORDERED,
  SCHEDULED,
  IN_PROCEDURE,
  FOLLOW_UP,
  COMPLETED,
  CLOSED;

  /** The code, as in {@code awaiting-evidence}. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
