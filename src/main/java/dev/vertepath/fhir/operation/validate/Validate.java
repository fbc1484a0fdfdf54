package dev.vertepath.fhir.operation.validate;

import dev.vertepath.fhir.body.Body;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code $validate}: whether a resource is sound, and whether the server would take it (R4
 * resource-operation-validate.html).
 *
 * <p>Writing does not ask for as much: what only this finds is no reason for refusing a resource.
 */
final class Validate implements Operation {

  private static final Logger LOG = LoggerFactory.getLogger(Validate.class);

  private static final Signature SIGNATURE =
      Signature.reading(
              "validate",
              "http://hl7.org/fhir/OperationDefinition/Resource-validate",
              Set.of(Level.TYPE, Level.INSTANCE),
              Set.of())
          .taking("resource", "mode", "profile")
          .sent("resource");

  private final ClinicalRecord record;
  private final Validator validator;
  private final Rehearsal rehearsal;
  private final Body bodies;

  Validate(ClinicalRecord record, Validator validator, Rehearsal rehearsal, Body bodies) {
    this.record = record;
    this.validator = validator;
    this.rehearsal = rehearsal;
    this.bodies = bodies;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Set<String> apartFrom() {
    return RecordDefinitions.TYPES;
  }

  @Override
  public byte[] answer(OperationCall call) {
    Arguments given = call.arguments();
    Mode mode = Mode.of(given.text("mode"), given.place("mode"));
    Optional<String> profile = given.text("profile");
    requireFor(mode, call, profile);
    var findings = new Findings();
    if (mode == Mode.DELETE) {
      rehearsal.delete(call.key(), call.ifMatch(), findings);
      return findings.outcome("%s could be deleted.".formatted(call.key()));
    }
    ObjectNode resource = resource(call, mode);
    profile.ifPresent(url -> requireKnown(url, given.place("profile")));
    examine(call.calledType(), resource, profile, findings);
    switch (mode) {
      case CREATE -> rehearsal.create(call.calledType(), resource, findings);
      case UPDATE -> rehearsal.update(call, resource, findings);
      default -> {
        // Only the content was asked about.
      }
    }
    return findings.outcome("Nothing was found that is wrong.");
  }

  /** What R4 demands of each mode. */
  private static void requireFor(Mode mode, OperationCall call, Optional<String> profile) {
    boolean instance = call.id() != null;
    boolean sent = call.arguments().resource("resource").isPresent();
    String wrong =
        switch (mode) {
          case GENERAL ->
              instance || sent ? null : "$validate of a type needs the resource: send it by POST.";
          case CREATE ->
              instance
                  ? "The mode 'create' is asked of the type, as in POST [base]/[type]/$validate."
                  : sent ? null : "The mode 'create' needs the resource: send it by POST.";
          case UPDATE -> sent ? null : "The mode 'update' needs the resource: send it by POST.";
          case DELETE ->
              instance
                  ? null
                  : "The mode 'delete' is asked of a resource, as in [base]/[type]/[id]/$validate.";
          case PROFILE ->
              instance && !sent && profile.isPresent()
                  ? null
                  : "The mode 'profile' holds a stored resource against a profile: name it by"
                      + " its id, as in [base]/[type]/[id]/$validate, send none, and give the"
                      + " parameter 'profile'.";
        };
    if (wrong != null) {
      String code = sent || mode == Mode.DELETE || mode == Mode.PROFILE ? "invalid" : "required";
      throw new RecordException(Kind.INVALID, code, null, wrong);
    }
  }

  private ObjectNode resource(OperationCall call, Mode mode) {
    Optional<ObjectNode> sent = call.arguments().resource("resource");
    if (sent.isEmpty()) {
      return (ObjectNode) Json.MAPPER.readTree(record.read(call.key(), null).body());
    }
    String place = call.arguments().place("resource");
    String type = sent.get().path("resourceType").asString("");
    if (!type.equals(call.calledType())) {
      throw wrong(
          place,
          "The URL is for %s, but the resource is of the type '%s': make the two agree."
              .formatted(call.calledType(), type));
    }
    String id = sent.get().path("id").asString("");
    if (call.id() != null && !id.isEmpty() && !id.equals(call.id())) {
      throw wrong(
          place,
          "The URL is for the id '%s', but the resource has '%s': make the two agree."
              .formatted(call.id(), id));
    }
    if (mode == Mode.UPDATE && call.id() == null && id.isEmpty()) {
      throw wrong(place, "The mode 'update' needs the id of what is to be updated.");
    }
    return sent.get();
  }

  private static RecordException wrong(@Nullable String place, String what) {
    return new RecordException(Kind.INVALID, "value", place, what);
  }

  private void requireKnown(String profile, @Nullable String place) {
    if (!validator.knows(profile)) {
      throw new RecordException(
          Kind.UNPROCESSABLE,
          "not-found",
          place,
          "The profile '%s' is not known here: store its StructureDefinition, or correct the URL."
              .formatted(profile));
    }
  }

  private void examine(
      String type, ObjectNode resource, Optional<String> profile, Findings findings) {
    try {
      validator
          .validate(
              Json.MAPPER.writeValueAsString(ClaimedProfiles.only(resource)),
              profile.stream().toList())
          .forEach(findings::add);
    } catch (RecordException | NestedRuntimeException e) {
      // The server's own trouble, as a database that does not answer.
      throw e;
    } catch (RuntimeException e) {
      findings.add(whyItGaveUp(type, resource, e));
    }
  }

  /** The validator gives up at gross mistakes in structure, and at profiles that make no sense. */
  private List<Problem> whyItGaveUp(String type, ObjectNode resource, RuntimeException e) {
    try {
      bodies.check(resource, type);
    } catch (RecordException structure) {
      return structure.problems();
    }
    LOG.warn("$validate gave up: {}", e.toString());
    return List.of(
        new Problem(
            "processing",
            null,
            "The examination could not come to its end: %s. Look at the profiles that apply."
                .formatted(String.valueOf(e.getMessage()).replaceAll("HAPI-\\d+: ", ""))));
  }
}
