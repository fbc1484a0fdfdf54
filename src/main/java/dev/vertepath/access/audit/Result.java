package dev.vertepath.access.audit;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import dev.vertepath.record.RecordException;
import org.jspecify.annotations.Nullable;

/**
 * How it went.
 *
 * @param code as in {@code http://terminology.hl7.org/CodeSystem/audit-event-outcome}
 * @param reason an issue type of FHIR or an HTTP status; never a sentence, which could tell of a
 *     patient
 */
record Result(int code, @Nullable String reason) {

  static final int SUCCESS = 0;
  static final int REFUSED = 4;
  static final int FAILED = 8;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  static final Result DONE = new Result(SUCCESS, null);

  static Result of(RuntimeException problem) {
    if (problem instanceof RecordException refused) {
      String reason = refused.problems().isEmpty() ? null : refused.problems().getFirst().code();
      boolean own = refused.kind() == RecordException.Kind.NOT_YET;
      return new Result(own ? FAILED : REFUSED, reason);
    }
    return problem instanceof BaseServerResponseException answered
        ? of(answered.getStatusCode())
        : new Result(FAILED, "exception");
  }

  static Result of(int status) {
    if (status < CLIENT_ERROR) {
      return DONE;
    }
    return new Result(status < SERVER_ERROR ? REFUSED : FAILED, "HTTP " + status);
  }
}
