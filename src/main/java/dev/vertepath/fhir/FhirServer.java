package dev.vertepath.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * HAPI's server. It binds the CapabilityStatement; every other interaction and operation of every
 * resource type goes to one method, since nothing is special to a type.
 */
final class FhirServer extends RestfulServer {

  private static final long serialVersionUID = 1;
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:/+=-]{1,64}");

  private static final Set<String> VERBS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final transient RecordBinding record;

  FhirServer(FhirContext context, RecordProvider provider) {
    super(context);
    this.record = new RecordBinding(context, provider);
  }

  /**
   * What is no verb of FHIR, HAPI would leave to the container, which knows no OperationOutcome.
   */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (VERBS.contains(request.getMethod())) {
      super.service(request, response);
      return;
    }
    Refusal refusal = Refusal.notAllowed("the verb " + request.getMethod());
    response.setStatus(refusal.getStatusCode());
    refusal.getResponseHeaders().forEach((name, all) -> response.setHeader(name, all.getFirst()));
    response.setContentType("application/fhir+json;charset=UTF-8");
    response
        .getWriter()
        .write(getFhirContext().newJsonParser().encodeToString(refusal.getOperationOutcome()));
  }

  @Override
  public BaseMethodBinding determineResourceMethod(RequestDetails request, String path) {
    boolean boundByHapi =
        String.valueOf(request.getOperation()).equals("metadata")
            || request.getRequestType() == RequestTypeEnum.OPTIONS;
    if (boundByHapi && request.getRequestType() != RequestTypeEnum.OPTIONS) {
      Presentation.of(request, false);
    }
    return boundByHapi ? super.determineResourceMethod(request, path) : record;
  }

  /** The client's own, if it is fit for a log, so that both sides find the request under it. */
  @Override
  protected String getOrCreateRequestId(HttpServletRequest request) {
    String sent = request.getHeader(Constants.HEADER_REQUEST_ID);
    return sent != null && REQUEST_ID.matcher(sent).matches()
        ? sent
        : newRequestId(Constants.REQUEST_ID_LENGTH);
  }

  /** Told apart from others by chance, and no secret: HAPI's way asks for secure bytes. */
  @Override
  protected String newRequestId(int length) {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), length);
  }

  /** At once, and so on every answer, whoever writes it. */
  @Override
  protected void addRequestIdToResponse(ServletRequestDetails request, String id) {
    request.getServletResponse().setHeader(Constants.HEADER_REQUEST_ID, id);
  }

  /** HAPI knows no types here, and comes to this only below a path such as Patient/metadata. */
  @Override
  protected void throwUnknownResourceTypeException(String type) {
    throw noSuchPath();
  }

  @Override
  protected void throwUnknownFhirOperationException(
      RequestDetails request, String path, RequestTypeEnum verb) {
    throw noSuchPath();
  }

  private static Refusal noSuchPath() {
    return new Refusal(
        Refusal.NOT_FOUND,
        "not-supported",
        "The CapabilityStatement is at /metadata, and is asked for by GET.");
  }

  @Override
  protected String createPoweredByHeader() {
    return "VertePath";
  }
}
