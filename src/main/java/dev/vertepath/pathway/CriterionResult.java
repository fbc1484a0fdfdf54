package dev.vertepath.pathway;

import org.jspecify.annotations.Nullable;

/**
 * How one criterion came out.
 *
 * @param evidence the version that decided it; null when unknown for want of any
 * @param finding what was found, for a person, as in {@code 7 of 10 on 2026-01-02}
 */
public record CriterionResult(
    Criterion criterion, Status status, @Nullable Source evidence, String finding) {

  /** Unknown is never absent. For a contraindication or caution, MET means present. */
  public enum Status {
    MET,
    NOT_MET,
    UNKNOWN
  }

  static CriterionResult known(Criterion criterion, boolean met, Source source, String finding) {
    return new CriterionResult(criterion, met ? Status.MET : Status.NOT_MET, source, finding);
  }

  static CriterionResult unknown(Criterion criterion, String finding) {
    return new CriterionResult(criterion, Status.UNKNOWN, null, finding);
  }
}
