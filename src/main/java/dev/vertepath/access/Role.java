package dev.vertepath.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is here. What each may do is in {@code access/roles.tsv}. */
public enum Role {
  /** Sees to it that what is due is done. */
  COORDINATOR,
  /** Judges, orders, overrides and declines. */
  CLINICIAN,
  /** A hospital's system that sends and fetches. */
  INTEGRATION_SYSTEM,
  /** Sees her own record, and nobody else's. */
  PATIENT,
  /** Counts, and sees no identities. */
  REGISTRAR,
  /** Reads who saw and did what, and nothing else. */
  AUDITOR,
  /** Keeps definitions and the directory, and sees no patients. */
  ADMINISTRATOR;

  /**
   * What of R (restricted, 1) and V (very restricted, 2) the role sees: clinicians what is
   * restricted, and systems what they send themselves; others break the glass.
   */
  int confidentiality() {
    return switch (this) {
      case CLINICIAN -> 1;
      case INTEGRATION_SYSTEM -> 2;
      default -> 0;
    };
  }

  /** As in tokens and tables: {@code integration-system}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Role> of(String code) {
    return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
  }
}
