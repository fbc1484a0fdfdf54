package dev.vertepath.fhir;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import dev.vertepath.record.RecordException.Problem;
import java.util.List;

/** A request that is answered with an error status and an OperationOutcome. */
final class Refusal extends BaseServerResponseException {

  private static final long serialVersionUID = 1;
  static final int BAD_REQUEST = 400;
  static final int NOT_FOUND = 404;
  static final int NOT_ALLOWED = 405;
  static final int REQUEST_TIMEOUT = 408;
  static final int TOO_LARGE = 413;
  static final int UNSUPPORTED_MEDIA_TYPE = 415;

  Refusal(int status, List<Problem> problems) {
    super(
        status,
        problems.isEmpty() ? "" : problems.getFirst().diagnostics(),
        OperationOutcomes.of(problems));
  }

  Refusal(int status, String code, String diagnostics) {
    this(status, List.of(new Problem(code, null, diagnostics)));
  }

  /** 405 for a verb that calls no operation. */
  static Refusal calledByGetOrPost(String verb, String operation) {
    return ofOperation(
        "An operation is called by GET or POST, not by %s, as in POST .../$%s."
            .formatted(verb, operation),
        "GET, HEAD, POST, OPTIONS");
  }

  /** 405 for GET on an operation that may change what is stored. */
  static Refusal postOnly(String operation) {
    return ofOperation(
        "$%s may change what is stored, and is called by POST.".formatted(operation),
        "POST, OPTIONS");
  }

  private static Refusal ofOperation(String diagnostics, String allowed) {
    var refusal = new Refusal(NOT_ALLOWED, "not-supported", diagnostics);
    refusal.addResponseHeader("Allow", allowed);
    return refusal;
  }

  /**
   * 405.
   *
   * @param what the verb, or what was tried with it
   */
  static Refusal notAllowed(String what) {
    var refusal =
        new Refusal(
            NOT_ALLOWED,
            "not-supported",
            "Not served here: %s. GET, HEAD, POST, PUT, PATCH and DELETE are.".formatted(what));
    refusal.addResponseHeader("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    return refusal;
  }
}
