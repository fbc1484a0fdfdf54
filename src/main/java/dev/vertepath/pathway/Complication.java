package dev.vertepath.pathway;

import java.util.Locale;

/** What went wrong with an operation or after it, as a registry counts it. */
public enum Complication {
  /** Cement that leaked and was felt. */
  CEMENT_LEAKAGE_SYMPTOMATIC,
  /** Cement that leaked, as pictures show, and was not felt: common, and mostly without harm. */
  CEMENT_LEAKAGE_ASYMPTOMATIC,
  /** Cement that leaked; whether it was felt is not told. */
  CEMENT_LEAKAGE,
  EMBOLISM,
  NEUROLOGICAL,
  BLEEDING,
  INFECTION,
  PAIN,
  /** A fracture of a vertebra next to one that was treated, begun after the operation. */
  ADJACENT_FRACTURE,
  /** Any other, or one whose code is none that the service knows. */
  OTHER;

  /** The code, as in {@code cement-leakage-symptomatic}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Complication of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
