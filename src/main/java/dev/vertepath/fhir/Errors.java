package dev.vertepath.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import dev.vertepath.access.InsufficientScope;
import dev.vertepath.record.RecordException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;

/** The one edge where failures become answers: an OperationOutcome for a person, never a trace. */
@Interceptor
final class Errors {

  /** Of a request, or of an entry of a batch. */
  static final String STATEMENT_TOO_SLOW =
      "The database took longer than a statement may (VERTEPATH_STATEMENT_TIMEOUT). Nothing was"
          + " stored. Ask for less, as by more search parameters, or send it again later.";

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
  private static final int UNAVAILABLE = 503;
  private static final int FAILED = 500;
  private static final String SECONDS_TO_WAIT = "5";

  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public BaseServerResponseException answer(RequestDetails request, Throwable failure) {
    Presentation.makeWritable(request);
    return switch (failure) {
      case Refusal refusal -> refusal;
      case RecordException refused -> refused(refused);
      case BaseServerResponseException hapi when hapi.getStatusCode() < FAILED -> ofHapi(hapi);
      case DataFormatException format ->
          new Refusal(Refusal.BAD_REQUEST, "structure", plain(format));
      case IllegalArgumentException url when url.getMessage() != null && isOfUrl(url) ->
          new Refusal(
              Refusal.BAD_REQUEST,
              "invalid",
              "The URL is not percent-encoded as it must be: write % itself as %25.");
      case InvalidParameterException form ->
          new Refusal(
              form.getErrorCode(),
              "invalid",
              "The parameters cannot be read: they may be 1000 and 2 MB at most, and are"
                  + " percent-encoded.");
      case CannotCreateTransactionException e -> unavailable(request, e);
      case DataAccessResourceFailureException e -> unavailable(request, e);
      case TransientDataAccessResourceException e -> unavailable(request, e);
      case QueryTimeoutException e -> tooSlow(request, e);
      default -> failed(request, failure);
    };
  }

  /** HAPI decodes every query before anything else. */
  private static boolean isOfUrl(IllegalArgumentException failure) {
    return String.valueOf(failure.getMessage()).startsWith("URLDecoder:");
  }

  private static Refusal refused(RecordException e) {
    var refusal = new Refusal(status(e.kind()), e.problems());
    if (e.kind() == RecordException.Kind.NOT_YET) {
      refusal.addResponseHeader("Retry-After", SECONDS_TO_WAIT);
    }
    if (e instanceof InsufficientScope missing) {
      refusal.addResponseHeader(
          "WWW-Authenticate",
          "Bearer realm=\"VertePath\", error=\"insufficient_scope\", scope=\"%s\""
              .formatted(missing.scope()));
    }
    if (e.current() != null) {
      refusal.addResponseHeader("ETag", "W/\"" + e.current() + "\"");
    }
    return refusal;
  }

  static int status(RecordException.Kind kind) {
    return switch (kind) {
      case INVALID -> Refusal.BAD_REQUEST;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case GONE -> 410;
      case CONFLICT -> 409;
      case PRECONDITION_FAILED -> 412;
      case UNPROCESSABLE -> 422;
      case NOT_YET -> UNAVAILABLE;
    };
  }

  private static BaseServerResponseException ofHapi(BaseServerResponseException e) {
    String code = e.getStatusCode() == 404 ? "not-found" : "processing";
    return e.getOperationOutcome() == null ? new Refusal(e.getStatusCode(), code, plain(e)) : e;
  }

  /** HAPI's own words, without its numbers. */
  private static String plain(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("HAPI-\\d+: ", "");
  }

  private static Refusal unavailable(RequestDetails request, Exception e) {
    LOG.warn("Request {}: the database does not answer", request.getRequestId(), e);
    var refusal =
        new Refusal(
            UNAVAILABLE,
            "transient",
            "The database does not answer now. Nothing was stored; send it again in a moment.");
    refusal.addResponseHeader("Retry-After", SECONDS_TO_WAIT);
    return refusal;
  }

  private static Refusal tooSlow(RequestDetails request, Exception e) {
    LOG.warn("Request {}: the database took too long", request.getRequestId(), e);
    var refusal = new Refusal(UNAVAILABLE, "timeout", STATEMENT_TOO_SLOW);
    refusal.addResponseHeader("Retry-After", SECONDS_TO_WAIT);
    return refusal;
  }

  private static Refusal failed(RequestDetails request, Throwable failure) {
    LOG.error("Request {} failed", request.getRequestId(), failure);
    return new Refusal(
        FAILED,
        "exception",
        "The server failed at this request. Nothing was stored. Its log tells more under the"
            + " request id %s.".formatted(request.getRequestId()));
  }
}
