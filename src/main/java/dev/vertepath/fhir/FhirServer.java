package dev.vertepath.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;

/**
 * HAPI's server. It binds the CapabilityStatement; every other interaction and operation of every
 * resource type goes to one method, since nothing is special to a type.
 */
final class FhirServer extends RestfulServer {

  private static final long serialVersionUID = 1;

  private final transient RecordBinding record;

  FhirServer(FhirContext context, RecordProvider provider) {
    super(context);
    this.record = new RecordBinding(context, provider);
  }

  @Override
  public BaseMethodBinding determineResourceMethod(RequestDetails request, String path) {
    boolean boundByHapi =
        String.valueOf(request.getOperation()).equals("metadata")
            || request.getRequestType() == RequestTypeEnum.OPTIONS;
    return boundByHapi ? super.determineResourceMethod(request, path) : record;
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
