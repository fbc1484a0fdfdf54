package dev.vertepath.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.FhirVersionEnum;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import ca.uhn.fhir.rest.server.RestfulServerUtils.ResponseEncoding;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import dev.vertepath.record.StoredResource;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/**
 * Writes answers. JSON goes out byte for byte as it is kept; only XML, or a part of a resource, is
 * worth reading it again.
 */
final class AnswerWriter {

  /** RFC 9110, 5.6.7: to the second. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  private final FhirContext context;

  AnswerWriter(FhirContext context) {
    this.context = context;
  }

  void write(ServletRequestDetails request, Answer answer) throws IOException {
    HttpServletResponse response = request.getServletResponse();
    response.setStatus(answer.status());
    response.setHeader("X-Request-ID", request.getRequestId());
    StoredResource resource = answer.resource();
    if (resource != null) {
      response.setHeader("ETag", etag(resource));
      response.setHeader("Last-Modified", httpDate(resource.lastUpdated()));
      if (answer.location()) {
        String url = request.getFhirServerBase() + "/" + versioned(resource);
        response.setHeader("Location", url);
        response.setHeader("Content-Location", url);
      }
    }
    if (answer.body() == null) {
      return;
    }
    byte[] content = content(request, answer.content());
    ResponseEncoding encoding = RestfulServerUtils.determineResponseEncodingWithDefault(request);
    response.setContentType(encoding.getResourceContentType() + ";charset=UTF-8");
    response.setContentLength(content.length);
    if (request.getRequestType() != RequestTypeEnum.HEAD) {
      response.getOutputStream().write(content);
    }
  }

  static String etag(StoredResource resource) {
    return "W/\"" + resource.version() + "\"";
  }

  static String versioned(StoredResource resource) {
    return resource.key() + "/_history/" + resource.version();
  }

  private static String httpDate(Instant instant) {
    return HTTP_DATE.format(instant.atOffset(ZoneOffset.UTC));
  }

  private byte[] content(ServletRequestDetails request, byte[] json) {
    if (isWanted(request)) {
      return json;
    }
    IParser reader = context.newJsonParser();
    IParser writer = RestfulServerUtils.getNewParser(context, FhirVersionEnum.R4, request);
    // Evidence is named with its version.
    writer.setStripVersionsFromReferences(false);
    return writer
        .encodeResourceToString(reader.parseResource(new ByteArrayInputStream(json)))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the whole resource is wanted as JSON, with no more white space than it has. */
  private static boolean isWanted(ServletRequestDetails request) {
    return RestfulServerUtils.determineResponseEncodingWithDefault(request).getEncoding()
            == EncodingEnum.JSON
        && !RestfulServerUtils.prettyPrintResponse(request.getServer(), request)
        && RestfulServerUtils.determineSummaryMode(request).equals(Set.of(SummaryEnum.FALSE))
        && request.getParameters().keySet().stream().noneMatch(p -> p.startsWith("_elements"));
  }
}
