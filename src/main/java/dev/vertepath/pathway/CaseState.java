package dev.vertepath.pathway;

import java.util.Locale;

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
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
