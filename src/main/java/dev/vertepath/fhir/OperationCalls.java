package dev.vertepath.fhir;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import dev.vertepath.access.audit.Trail;
import dev.vertepath.fhir.body.Body;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Operations;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.RecordException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls operations for those who ask (R4 operations.html, "Executing an Operation"). */
final class OperationCalls {

  /** The last step of the path has a dollar sign. */
  private static final Pattern URL = Pattern.compile("([^?]*/)?\\$[^/?]*(\\?.*)?");

  private final ClinicalRecord record;
  private final Operations operations;
  private final RequestBody requests;
  private final Body bodies;

  OperationCalls(ClinicalRecord record, Operations operations, RequestBody requests, Body bodies) {
    this.record = record;
    this.operations = operations;
    this.requests = requests;
    this.bodies = bodies;
  }

  Answer answer(ServletRequestDetails request, Target target) {
    Operation operation = find(target, request.getRequestType());
    boolean posted = request.getRequestType() == RequestTypeEnum.POST;
    ObjectNode body = posted ? requests.readArguments(request) : null;
    Long ifMatch = BundleReader.version(request.getHeader("If-Match"));
    return Answer.page(
        call(operation, request.getFhirServerBase(), target, Query.of(request), body, ifMatch));
  }

  /** Whether an entry of a batch calls an operation. */
  boolean isCalledBy(JsonNode entry) {
    return URL.matcher(entry.at("/request/url").asString("")).matches();
  }

  /**
   * Answers an entry of a batch.
   *
   * @throws RecordException or {@link Refusal}, whose places are within the entry
   */
  byte[] answer(String base, JsonNode entry) {
    JsonNode request = entry.path("request");
    String url = request.path("url").asString();
    String relative = url.startsWith(base + "/") ? url.substring(base.length()) : url;
    int question = relative.indexOf('?');
    String path = question < 0 ? relative : relative.substring(0, question);
    String query = question < 0 ? "" : relative.substring(question + 1);
    RequestTypeEnum verb = BundleReader.verb(request.path("method").asString(""));
    Target target = Target.of(verb, path);
    Operation operation = find(target, verb);
    ObjectNode body =
        verb == RequestTypeEnum.POST && entry.path("resource") instanceof ObjectNode sent
            ? sent
            : null;
    Long ifMatch = BundleReader.version(request.path("ifMatch").asString(null));
    try {
      if (body != null) {
        bodies.checkArguments(body);
      }
      return call(operation, base, target, query, body, ifMatch);
    } catch (RecordException e) {
      throw body == null ? e : e.within("entry.resource");
    }
  }

  private Operation find(Target target, RequestTypeEnum verb) {
    RecordProvider.requireServed(record, target.type());
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
    return Trail.get()
        .operation(
            operation.signature().name(),
            called(target),
            query,
            () ->
                operation.answer(
                    new OperationCall(
                        base,
                        target.type(),
                        target.id(),
                        BundleReader.version(target.version()),
                        Arguments.of(operation.signature(), query, body),
                        ifMatch)));
  }

  private static @Nullable String called(Target target) {
    return target.id() == null ? target.type() : target.type() + "/" + target.id();
  }

  private static Level level(Target target) {
    return Level.of(target.type(), target.id(), target.version());
  }
}
