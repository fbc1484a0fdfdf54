package dev.vertepath.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IRestfulServer;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.method.MethodMatchEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.io.IOException;
import java.lang.reflect.Method;

/**
 * Binds the interactions of all resource types to {@link RecordProvider}.
 *
 * <p>HAPI would bind a dozen methods for each of R4's 146 types, and read the model of each, before
 * the first request: a second and a half at every start, for the same twelve answers.
 */
final class RecordBinding extends BaseMethodBinding {

  private final RecordProvider provider;

  RecordBinding(FhirContext context, RecordProvider provider) {
    super(method(), context, provider);
    this.provider = provider;
  }

  private static Method method() {
    try {
      return RecordProvider.class.getDeclaredMethod("answer", ServletRequestDetails.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Object invokeServer(IRestfulServer<?> server, RequestDetails request) throws IOException {
    provider.answer((ServletRequestDetails) request);
    return request;
  }

  @Override
  public String getResourceName() {
    return "Resource";
  }

  @Override
  public RestOperationTypeEnum getRestOperationType() {
    return RestOperationTypeEnum.READ;
  }

  @Override
  public RestOperationTypeEnum getRestOperationType(RequestDetails request) {
    return Target.of(request).interaction();
  }

  @Override
  public MethodMatchEnum incomingServerRequestMatchesMethod(RequestDetails request) {
    return MethodMatchEnum.EXACT;
  }
}
