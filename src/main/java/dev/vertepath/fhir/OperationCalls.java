package dev.vertepath.fhir;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Operations;
import dev.vertepath.fhir.operation.Signature;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Calls operations for those who ask (R4 operations.html, "Executing an Operation"). */
final class OperationCalls {

  private final Operations operations;
  private final RequestBody bodies;

  OperationCalls(Operations operations, RequestBody bodies) {
    this.operations = operations;
    this.bodies = bodies;
  }

  Answer answer(ServletRequestDetails request, Target target) {
    Operation operation = find(target, request.getRequestType());
    boolean posted = request.getRequestType() == RequestTypeEnum.POST;
    ObjectNode body = posted ? bodies.readArguments(request) : null;
    Long ifMatch = BundleReader.version(request.getHeader("If-Match"));
    return Answer.page(
        call(operation, request.getFhirServerBase(), target, Query.of(request), body, ifMatch));
  }

  private Operation find(Target target, RequestTypeEnum verb) {
    Operation operation =
        operations.find(Objects.requireNonNull(target.operation()), level(target), target.type());
    Signature signature = operation.signature();
    if (signature.affectsState() && verb != RequestTypeEnum.POST) {
      throw Refusal.postOnly(signature.name());
    }
    return operation;
  }

  private static byte[] call(
      Operation operation,
      String base,
      Target target,
      String query,
      @Nullable ObjectNode body,
      @Nullable Long ifMatch) {
    return operation.answer(
        new OperationCall(
            base,
            target.type(),
            target.id(),
            BundleReader.version(target.version()),
            Arguments.of(operation.signature(), query, body),
            ifMatch));
  }

  private static Level level(Target target) {
    return Level.of(target.type(), target.id(), target.version());
  }
}
