package dev.vertepath.access.audit;

import org.jspecify.annotations.Nullable;

/** The audit trail cannot be written now: nothing may be answered. */
final class AuditUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  AuditUnavailable(String what, @Nullable Throwable cause) {
    super(what, cause);
  }
}
