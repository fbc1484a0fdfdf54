package dev.vertepath.fhir;

import static dev.vertepath.fhir.BundleReader.key;
import static dev.vertepath.fhir.BundleReader.type;
import static dev.vertepath.fhir.BundleReader.version;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.StoredResource;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Answers every RESTful interaction: converts it, asks the record, converts what it came to. */
final class RecordProvider {

  private final ClinicalRecord record;
  private final RequestBody bodies;
  private final Bundles bundles;
  private final OperationCalls operations;
  private final AnswerWriter writer;

  RecordProvider(
      ClinicalRecord record,
      RequestBody bodies,
      Bundles bundles,
      OperationCalls operations,
      AnswerWriter writer) {
    this.record = record;
    this.bodies = bodies;
    this.bundles = bundles;
    this.operations = operations;
    this.writer = writer;
  }

  /** Writes the answer, or throws what {@link Errors} makes an answer of. */
  void answer(ServletRequestDetails request) throws IOException {
    Target target = Target.of(request);
    Presentation presentation = Presentation.of(request, target.isSearch());
    requireServed(record, target.type());
    Answer answer =
        switch (target.interaction()) {
          case READ, VREAD -> read(request, target);
          case SEARCH_TYPE, SEARCH_SYSTEM -> search(request, target);
          case HISTORY_INSTANCE, HISTORY_TYPE, HISTORY_SYSTEM -> history(request, target);
          case CREATE -> create(request, target);
          case UPDATE -> update(request, target);
          case PATCH -> patch(request, target);
          case DELETE -> delete(request, target);
          case TRANSACTION -> bundle(request);
          case EXTENDED_OPERATION_SERVER, EXTENDED_OPERATION_TYPE, EXTENDED_OPERATION_INSTANCE ->
              operations.answer(request, target);
          default -> throw new IllegalStateException(target.toString());
        };
    writer.write(request, answer, presentation);
  }

  /**
   * @throws RecordException NOT_FOUND for a type that is not served
   */
  static void requireServed(ClinicalRecord record, @Nullable String type) {
    if (type != null && !record.types().contains(type)) {
      throw new RecordException(
          RecordException.Kind.NOT_FOUND,
          "not-supported",
          null,
          "'%s' is no resource type that is served here: see the CapabilityStatement."
              .formatted(type));
    }
  }

  private Answer read(ServletRequestDetails request, Target target) {
    String[] asOf = request.getParameters().get("_asOf");
    StoredResource found =
        asOf == null || target.version() != null
            ? record.read(key(target), version(target.version()))
            : record.readAsOf(key(target), asOf[0]);
    Freshness known =
        Freshness.ofHeaders(
            request.getHeader("If-None-Match"), request.getHeader("If-Modified-Since"));
    return known.has(found) ? Answer.unchanged(found) : Answer.found(found);
  }

  private Answer search(ServletRequestDetails request, Target target) {
    String type = target.type();
    return Answer.page(
        BundleWriter.searchset(
            request.getFhirServerBase(),
            type,
            record.search(
                type, Query.of(request), Preferences.of(request.getServletRequest()).handling())));
  }

  private Answer history(ServletRequestDetails request, Target target) {
    var page = record.history(target.type(), target.id(), Query.of(request));
    return Answer.page(
        BundleWriter.history(request.getFhirServerBase(), request.getRequestPath(), page));
  }

  private Answer create(ServletRequestDetails request, Target target) {
    ObjectNode body = bodies.read(request, type(target));
    BundleReader.requireType(body, type(target));
    var create =
        new Interaction.Create(
            null, body, BundleReader.criteria(request.getHeader("If-None-Exist"), type(target)));
    return stored(request, record.apply(create));
  }

  private Answer update(ServletRequestDetails request, Target target) {
    ObjectNode body = bodies.read(request, type(target));
    BundleReader.requireType(body, type(target));
    Long ifMatch = ifMatch(request);
    boolean onlyNew = BundleReader.onlyNew(request.getHeader("If-None-Match"));
    if (target.id() == null) {
      return stored(
          request,
          record.apply(
              new Interaction.ConditionalUpdate(
                  null, type(target), Query.of(request), body, ifMatch, onlyNew)));
    }
    BundleReader.requireSameId(body, target);
    return stored(
        request, record.apply(new Interaction.Update(null, key(target), body, ifMatch, onlyNew)));
  }

  private Answer patch(ServletRequestDetails request, Target target) {
    UnaryOperator<ObjectNode> change = bodies.patch(request);
    Long ifMatch = ifMatch(request);
    return stored(
        request,
        record.apply(
            target.id() == null
                ? new Interaction.ConditionalPatch(
                    null, type(target), Query.of(request), change, ifMatch)
                : new Interaction.Patch(null, key(target), change, ifMatch)));
  }

  private Answer delete(ServletRequestDetails request, Target target) {
    return stored(
        request,
        record.apply(
            target.id() == null
                ? new Interaction.ConditionalDelete(
                    type(target), Query.of(request), ifMatch(request))
                : new Interaction.Delete(key(target), ifMatch(request))));
  }

  private Answer bundle(ServletRequestDetails request) {
    ObjectNode bundle = bodies.read(request, "Bundle");
    BundleReader.requireType(bundle, "Bundle");
    return Answer.page(
        bundles.run(
            request.getFhirServerBase(), bundle, Preferences.of(request.getServletRequest())));
  }

  private static @Nullable Long ifMatch(ServletRequestDetails request) {
    return version(request.getHeader("If-Match"));
  }

  private static Answer stored(ServletRequestDetails request, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Created(StoredResource r) ->
          shaped(request, Answer.stored(Answer.CREATED, r), "Stored " + r.key());
      case Outcome.Updated(StoredResource r) ->
          shaped(request, Answer.stored(Answer.OK, r), "Changed " + r.key());
      case Outcome.Unchanged(StoredResource r) ->
          shaped(request, Answer.stored(Answer.OK, r), "Nothing to change in " + r.key());
      case Outcome.Deleted ignored -> Answer.nothing();
      case Outcome.Refused(RecordException problem) -> throw problem;
      default -> throw new IllegalStateException(outcome.toString());
    };
  }

  /** As the Prefer header wants it: the resource by default, nothing, or a few words. */
  private static Answer shaped(ServletRequestDetails request, Answer answer, String words) {
    return switch (preferred(request)) {
      case MINIMAL -> answer.with(null);
      case OPERATION_OUTCOME -> answer.with(OperationOutcomes.information(words + "."));
      case REPRESENTATION -> answer;
      case null -> answer;
    };
  }

  private static Preferences.@Nullable Body preferred(ServletRequestDetails request) {
    return Preferences.of(request.getServletRequest()).body();
  }
}
