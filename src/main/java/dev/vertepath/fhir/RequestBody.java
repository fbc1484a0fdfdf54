package dev.vertepath.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import dev.vertepath.fhir.body.Body;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of a request in the format that it names. */
final class RequestBody {

  private final Body body;

  RequestBody(Body body) {
    this.body = body;
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

  private static EncodingEnum encoding(@Nullable String contentType) {
    String bare = contentType == null ? "" : contentType.replaceFirst(";.*", "").strip();
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
