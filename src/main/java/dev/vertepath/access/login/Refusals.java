package dev.vertepath.access.login;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers for those who do not come in, as OperationOutcomes. */
final class Refusals {

  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int TOO_MANY = 429;
  static final int UNAVAILABLE = 503;

  private static final JsonMapper JSON = new JsonMapper();

  private Refusals() {}

  /**
   * @param code an issue type of FHIR, as in {@code login}
   * @param sentence what is wrong and what to do, for a person
   */
  static void write(HttpServletResponse response, int status, String code, String sentence)
      throws IOException {
    ObjectNode outcome = JSON.createObjectNode().put("resourceType", "OperationOutcome");
    outcome
        .putArray("issue")
        .addObject()
        .put("severity", "error")
        .put("code", code)
        .put("diagnostics", sentence);
    byte[] body = outcome.toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/fhir+json;charset=UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
