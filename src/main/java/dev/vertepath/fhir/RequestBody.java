package dev.vertepath.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import dev.vertepath.fhir.body.Body;
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

  private static EncodingEnum encoding(@org.jspecify.annotations.Nullable String contentType) {
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
