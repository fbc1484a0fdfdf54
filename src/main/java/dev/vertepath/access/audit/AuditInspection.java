package dev.vertepath.access.audit;

import org.jspecify.annotations.Nullable;

/** The verification of the audit trail, for callers. */
public final class AuditInspection {

  private final AuditVerifier verifier;
  private final AuditReading events;

  AuditInspection(AuditVerifier verifier, AuditReading events) {
    this.verifier = verifier;
    this.events = events;
  }

  /**
   * As {@link AuditVerifier#verify}, for those who may read AuditEvents.
   *
   * @throws dev.vertepath.record.RecordException FORBIDDEN for others
   */
  public Verification verify(@Nullable Long from, @Nullable Long to) {
    events.requireReader();
    return verifier.verify(from, to);
  }
}
