package dev.vertepath.fhir;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

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

  /**
   * The parameters of a URL's query, decoded, each with its values.
   *
   * @param query encoded
   */
  static Map<String, String[]> parameters(String query) {
    return UriComponentsBuilder.newInstance()
        .query(query)
        .build()
        .getQueryParams()
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                e -> decode(e.getKey()),
                e -> e.getValue().stream().map(Query::decode).toArray(String[]::new),
                (one, other) -> one));
  }

  private static String decode(@Nullable String text) {
    try {
      return text == null ? "" : URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return String.valueOf(text);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
