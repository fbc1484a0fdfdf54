package dev.vertepath.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
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
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Json;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.StoredResource;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
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
    String query = Query.of(request);
    return Answer.page(
        Trail.get()
            .operation(
                operation.signature().name(),
                called(target),
                query,
                () ->
                    operation.answer(
                        call(
                            operation,
                            request.getFhirServerBase(),
                            target,
                            query,
                            body,
                            ifMatch,
                            body == null ? null : RequestBody.sent(request)))));
  }

  /** Whether an entry of a bundle calls an operation. */
  boolean isCalledBy(JsonNode entry) {
    return URL.matcher(entry.at("/request/url").asString("")).matches();
  }

  /**
   * Answers an entry of a batch.
   *
   * @throws RecordException or {@link Refusal}, whose places are within the entry
   */
  byte[] answer(String base, JsonNode entry) {
    EntryCall called = called(base, entry);
    return told(called);
  }

  private static byte[] told(EntryCall called) {
    Operation operation = called.operation();
    return Trail.get()
        .operation(
            operation.signature().name(),
            called.on(),
            called.query(),
            () -> within(called, () -> operation.answer(called.call())));
  }

  /**
   * What an entry of a transaction asks for: an operation that changes nothing sees what the others
   * have written.
   *
   * @param bundle the whole transaction
   * @throws RecordException or {@link Refusal}, whose places are within the entry
   */
  Interaction interaction(String base, JsonNode entry, JsonNode bundle) {
    EntryCall called = called(base, entry);
    Operation operation = called.operation();
    if (bundle.path("entry").valueStream().anyMatch(other -> isOf(operation.apartFrom(), other))) {
      throw notWithin(
          operation, " that writes any %s".formatted(String.join(", ", operation.apartFrom())));
    }
    if (!operation.signature().affectsState()) {
      return new Interaction.Ask(() -> told(called));
    }
    Interaction write = within(called, () -> operation.write(called.call()));
    if (write == null) {
      throw notWithin(operation, "");
    }
    return write;
  }

  private static boolean isOf(Set<String> types, JsonNode entry) {
    String type = entry.at("/request/url").asString("").replaceFirst("[/?].*", "");
    return types.contains(type) && !entry.at("/request/method").asString("").equals("GET");
  }

  private static RecordException notWithin(Operation operation, String which) {
    return new RecordException(
        Kind.INVALID,
        "not-supported",
        "entry.request.url",
        "$%s is not called within a transaction%s: send it alone or in a batch."
            .formatted(operation.signature().name(), which));
  }

  /** What came of such an entry. */
  Outcome answered(String base, JsonNode entry, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Updated(StoredResource r) -> answered(base, entry, r);
      case Outcome.Unchanged(StoredResource r) -> answered(base, entry, r);
      default -> outcome;
    };
  }

  private Outcome answered(String base, JsonNode entry, StoredResource stored) {
    return new Outcome.Answered(called(base, entry).operation().answer(stored));
  }

  /**
   * @param on what it is called on, as a relative reference; null for the whole system
   * @param query still encoded
   * @param sent whether the entry sends a body
   */
  private record EntryCall(
      Operation operation, OperationCall call, @Nullable String on, String query, boolean sent) {}

  private EntryCall called(String base, JsonNode entry) {
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
      OperationCall.Sent sent =
          body == null
              ? null
              : new OperationCall.Sent(
                  Json.MAPPER.writeValueAsBytes(body),
                  EncodingEnum.JSON.getResourceContentTypeNonLegacy());
      OperationCall call = call(operation, base, target, query, body, ifMatch, sent);
      return new EntryCall(operation, call, called(target), query, body != null);
    } catch (RecordException e) {
      throw body == null ? e : e.within("entry.resource");
    }
  }

  private static <T extends @Nullable Object> T within(EntryCall called, Supplier<T> step) {
    try {
      return step.get();
    } catch (RecordException e) {
      throw called.sent() ? e.within("entry.resource") : e;
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

  private static OperationCall call(
      Operation operation,
      String base,
      Target target,
      String query,
      @Nullable ObjectNode body,
      @Nullable Long ifMatch,
      OperationCall.@Nullable Sent sent) {
    return new OperationCall(
        base,
        target.type(),
        target.id(),
        BundleReader.version(target.version()),
        Arguments.of(operation.signature(), query, body),
        ifMatch,
        sent);
  }

  private static @Nullable String called(Target target) {
    return target.id() == null ? target.type() : target.type() + "/" + target.id();
  }

  private static Level level(Target target) {
    return Level.of(target.type(), target.id(), target.version());
  }
}
