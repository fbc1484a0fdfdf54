package dev.vertepath.fhir.patch;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import dev.vertepath.fhir.body.Body;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import java.util.Base64;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads patches and makes changes of them, which leave a sound resource or none (R4 http.html,
 * "patch").
 */
public final class Patches {

  /** The Content-Type of a JSON Patch. */
  public static final String JSON_PATCH = "application/json-patch+json";

  private final FhirContext context;
  private final IFhirPath fhirPath;
  private final Body bodies;

  public Patches(FhirContext context, Body bodies) {
    this.context = context;
    this.fhirPath = context.newFhirPath();
    this.bodies = bodies;
  }

  /**
   * A JSON Patch (RFC 6902).
   *
   * @throws RecordException INVALID when it is none; the change throws CONFLICT when the resource
   *     is not as the patch needs it, a test that fails included, and UNPROCESSABLE when what it
   *     makes of it is no sound resource (RFC 5789, 2.2)
   */
  public UnaryOperator<ObjectNode> json(byte[] patch) {
    return change(JsonPatch.read(patch));
  }

  /**
   * A FHIRPath Patch as Parameters, or a JSON Patch as a Binary, as an entry of a bundle holds it.
   *
   * @param resource structurally sound
   * @throws RecordException as of {@link #json}
   */
  public UnaryOperator<ObjectNode> of(ObjectNode resource) {
    String type = resource.path("resourceType").asString("");
    if (type.equals("Parameters")) {
      return change(FhirPathPatch.read(context, fhirPath, resource));
    }
    String format = resource.path("contentType").asString("");
    if (!type.equals("Binary") || !format.equals(JSON_PATCH)) {
      throw new RecordException(
          Kind.INVALID,
          "structure",
          null,
          "A patch is a Parameters resource, or within a bundle a Binary with the contentType "
              + JSON_PATCH
              + " and the JSON Patch in its data.");
    }
    // As line breaks are allowed in the data of a Binary.
    return json(Base64.getMimeDecoder().decode(resource.path("data").asString("")));
  }

  private UnaryOperator<ObjectNode> change(UnaryOperator<ObjectNode> patch) {
    return current -> {
      ObjectNode before = current.deepCopy();
      ObjectNode after = patch.apply(current);
      Pruned.of(after);
      PatchedNarrative.keepTrue(before, after);
      check(after);
      return after;
    };
  }

  private void check(ObjectNode patched) {
    try {
      bodies.check(patched, patched.path("resourceType").asString("Resource"));
    } catch (RecordException e) {
      throw new RecordException(
          Kind.UNPROCESSABLE,
          e.problems().stream()
              .map(
                  p -> new Problem(p.code(), p.expression(), "After the patch, " + p.diagnostics()))
              .toList());
    }
  }
}
