package dev.vertepath.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import dev.vertepath.record.Json;
import dev.vertepath.record.StoredResource;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.hl7.fhir.instance.model.api.IBaseResource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes answers. JSON goes out byte for byte as it is kept; only XML, or a part of a resource, is
 * worth reading it again.
 */
final class AnswerWriter {

  /** RFC 9110, 5.6.7: to the second. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  private final FhirContext context;
  private final SubsetWriter subsets;

  AnswerWriter(FhirContext context) {
    this.context = context;
    this.subsets = new SubsetWriter(context);
  }

  void write(ServletRequestDetails request, Answer answer, Presentation presentation)
      throws IOException {
    HttpServletResponse response = request.getServletResponse();
    response.setStatus(answer.status());
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
    if (answer.body() != null) {
      byte[] wanted = part(answer.content(), resource == null, presentation.subset());
      byte[] content = encoded(wanted, presentation);
      response.setContentType(
          presentation.encoding().getResourceContentTypeNonLegacy() + ";charset=UTF-8");
      response.setContentLength(content.length);
      if (request.getRequestType() != RequestTypeEnum.HEAD) {
        response.getOutputStream().write(content);
      }
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

  private byte[] part(byte[] json, boolean page, Subset subset) {
    if (subset.isWhole()) {
      return json;
    }
    var tree = (ObjectNode) Json.MAPPER.readTree(json);
    if (page) {
      subsets.reducePage(tree, subset);
    } else {
      subsets.reduce(tree, subset);
    }
    return Json.MAPPER.writeValueAsBytes(tree);
  }

  private byte[] encoded(byte[] json, Presentation presentation) {
    boolean inXml = presentation.encoding() == EncodingEnum.XML;
    if (!inXml && !presentation.pretty()) {
      return json;
    }
    IBaseResource resource = context.newJsonParser().parseResource(new ByteArrayInputStream(json));
    IParser writer = inXml ? context.newXmlParser() : context.newJsonParser();
    writer.setPrettyPrint(presentation.pretty());
    // Evidence is named with its version.
    writer.setStripVersionsFromReferences(false);
    return writer.encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
  }
}
