package dev.vertepath.pathway;

import java.util.List;
import java.util.Locale;

/** What the rules propose; a clinician decides. */
public record Verdict(
    Outcome outcome, String protocol, String protocolVersion, List<CriterionResult> criteria) {

  /** The rule with its version, as in {@code protocol-url|1.0.0}. */
  public String rule() {
    return protocol + "|" + protocolVersion;
  }

  /** The four outcomes of candidacy. */
  public enum Outcome {
    MEETS_CRITERIA_FOR_SPECIALIST_REVIEW,
    DOES_NOT_MEET,
    CONTRAINDICATION_PRESENT,
    INSUFFICIENT_INFORMATION;

    /** The code, as in {@code does-not-meet}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
