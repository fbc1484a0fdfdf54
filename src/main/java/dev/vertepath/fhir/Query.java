package dev.vertepath.fhir;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The query of a request, encoded as in a URL. */
final class Query {

  private Query() {}

  static String of(ServletRequestDetails request) {
    if (request.getRequestType() == RequestTypeEnum.POST) {
      // A search by POST may carry parameters in its form as well.
      return request.getParameters().entrySet().stream()
          .flatMap(e -> Arrays.stream(e.getValue()).map(v -> encode(e.getKey()) + "=" + encode(v)))
          .collect(Collectors.joining("&"));
    }
    String query = request.getServletRequest().getQueryString();
    return query == null ? "" : query;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
