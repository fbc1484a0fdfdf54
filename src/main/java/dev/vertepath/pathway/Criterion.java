package dev.vertepath.pathway;

/**
 * One named rule of a candidacy protocol.
 *
 * @param code as in {@code marrow-oedema}; evidence tasks and guidance carry it
 * @param text the requirement's sentence, for a person
 * @param citation the source of the rule, for a person
 * @param inquires whether missing evidence becomes an {@code obtain-evidence} task
 */
public record Criterion(
    String code,
    Weight weight,
    String text,
    Threshold threshold,
    String citation,
    boolean inquires) {

  /** What a criterion decides. */
  public enum Weight {
    /** Must be met. */
    REQUIRED,
    /** Must be known to be absent. */
    ABSOLUTE_CONTRAINDICATION,
    /** Shown with the verdict; decides nothing. */
    CAUTION
  }

  static Criterion required(String code, String text, Threshold threshold, String citation) {
    return new Criterion(code, Weight.REQUIRED, text, threshold, citation, true);
  }

  static Criterion required(String code, String text, String citation) {
    return required(code, text, Threshold.PRESENCE, citation);
  }

  static Criterion absolute(String code, String text, String citation) {
    return new Criterion(
        code, Weight.ABSOLUTE_CONTRAINDICATION, text, Threshold.PRESENCE, citation, true);
  }

  static Criterion caution(String code, String text, String citation) {
    return new Criterion(code, Weight.CAUTION, text, Threshold.PRESENCE, citation, false);
  }
}
