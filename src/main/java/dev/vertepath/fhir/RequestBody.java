package dev.vertepath.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import dev.vertepath.fhir.body.Body;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.patch.Patches;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of a request in the format that it names. */
final class RequestBody {

  private static final String PATCHES =
      Patches.JSON_PATCH + ", application/fhir+json, application/fhir+xml";

  private final Body body;
  private final Patches patches;

  RequestBody(Body body, Patches patches) {
    this.body = body;
    this.patches = patches;
  }

  /**
   * @param type what is expected, for naming places
   * @throws Refusal 415 for a format that is not read here, 413 for a body that is too large
   */
  ObjectNode read(ServletRequestDetails request, String type) {
    EncodingEnum encoding = encoding(request.getServletRequest().getContentType());
    return body.read(request.loadRequestContents(), encoding, type);
  }

  /**
   * What an operation is called with; null when the body is empty.
   *
   * @throws Refusal as {@link #read}
   */
  @Nullable ObjectNode readArguments(ServletRequestDetails request) {
    byte[] sent = request.loadRequestContents();
    return sent.length == 0
        ? null
        : body.readArguments(sent, encoding(request.getServletRequest().getContentType()));
  }

  /** The body of a request that was read, as it came. */
  static OperationCall.Sent sent(ServletRequestDetails request) {
    return new OperationCall.Sent(
        request.loadRequestContents(), bare(request.getServletRequest().getContentType()));
  }

  /**
   * @throws Refusal 415, with the formats of patches that are read here
   */
  UnaryOperator<ObjectNode> patch(ServletRequestDetails request) {
    String format = bare(request.getServletRequest().getContentType());
    if (format.equalsIgnoreCase(Patches.JSON_PATCH)) {
      return patches.json(request.loadRequestContents());
    }
    EncodingEnum encoding = EncodingEnum.forContentType(format);
    if (encoding != EncodingEnum.JSON && encoding != EncodingEnum.XML) {
      var refusal =
          new Refusal(
              Refusal.UNSUPPORTED_MEDIA_TYPE,
              "not-supported",
              "The Content-Type '%s' is no patch that is read here: send %s."
                  .formatted(format, PATCHES));
      refusal.addResponseHeader("Accept-Patch", PATCHES);
      throw refusal;
    }
    ObjectNode parameters = body.read(request.loadRequestContents(), encoding, "Parameters");
    BundleReader.requireType(parameters, "Parameters");
    return patches.of(parameters);
  }

  private static String bare(@Nullable String contentType) {
    return contentType == null ? "" : contentType.replaceFirst(";.*", "").strip();
  }

  private static EncodingEnum encoding(@Nullable String contentType) {
    String bare = bare(contentType);
    EncodingEnum encoding = EncodingEnum.forContentType(bare);
    if (encoding != EncodingEnum.JSON && encoding != EncodingEnum.XML) {
      throw new Refusal(
          Refusal.UNSUPPORTED_MEDIA_TYPE,
          "not-supported",
          "The Content-Type '%s' is not read here: send application/fhir+json or".formatted(bare)
              + " application/fhir+xml.");
    }
    return encoding;
  }
}
