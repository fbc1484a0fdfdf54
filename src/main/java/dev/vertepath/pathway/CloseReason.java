package dev.vertepath.pathway;

import java.util.Locale;

/** Why a case was closed before its end. */
public enum CloseReason {
  DECLINED,
  DIED,
  TRANSFERRED,
  RESOLVED,
  ENTERED_IN_ERROR;

  /** The code, as in {@code entered-in-error}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
