package dev.vertepath.exchange.message;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answer to a message: a message as well (R4 messageheader.html, "response"). */
final class ResponseMessage {

  private final String identifier;
  private final JsonNode request;
  private final String software;

  /**
   * @param identifier of the message that is answered
   * @param request its header
   */
  ResponseMessage(String identifier, JsonNode request, String software) {
    this.identifier = identifier;
    this.request = request;
    this.software = software;
  }

  /**
   * @param code {@code ok}, {@code transient-error} or {@code fatal-error}
   * @param problems what is to be said of it, if there is anything
   */
  ObjectNode of(Instant now, String code, String severity, Optional<List<Problem>> problems) {
    ObjectNode bundle = FhirChannel.object("Bundle");
    bundle.put("id", UUID.randomUUID().toString()).put("type", "message");
    bundle.put("timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
    ArrayNode entries = bundle.putArray("entry");
    String id = UUID.randomUUID().toString();
    ObjectNode header = FhirChannel.object("MessageHeader").put("id", id);
    entries.addObject().put("fullUrl", "urn:uuid:" + id).set("resource", header);
    for (String event : List.of("eventCoding", "eventUri")) {
      if (request.has(event)) {
        header.set(event, request.path(event).deepCopy());
      }
    }
    if (request.at("/source/endpoint").isString()) {
      ObjectNode destination = header.putArray("destination").addObject();
      if (request.at("/source/name").isString()) {
        destination.put("name", request.at("/source/name").asString());
      }
      destination.put("endpoint", request.at("/source/endpoint").asString());
    }
    header.set("source", source());
    ObjectNode response = header.putObject("response");
    response.put("identifier", identifier).put("code", code);
    problems.ifPresent(
        all -> {
          String outcome = UUID.randomUUID().toString();
          response.putObject("details").put("reference", "urn:uuid:" + outcome);
          entries
              .addObject()
              .put("fullUrl", "urn:uuid:" + outcome)
              .set("resource", outcome(outcome, severity, all));
        });
    return bundle;
  }

  /** Under the address that the sender knows the service by, or a name of its own. */
  private ObjectNode source() {
    JsonNode known = request.at("/destination/0/endpoint");
    return Json.MAPPER
        .createObjectNode()
        .put("name", "VertePath")
        .put("software", "VertePath")
        .put("version", software)
        .put(
            "endpoint", known.isString() ? known.asString() : "https://vertepath.dev/fhir/service");
  }

  /** With a narrative, which R4 demands of answers to messages that failed. */
  private static ObjectNode outcome(String id, String severity, List<Problem> problems) {
    ObjectNode outcome = FhirChannel.object("OperationOutcome").put("id", id);
    String list =
        problems.stream()
            .map(problem -> "<li>" + StringEscapeUtils.escapeXml11(problem.diagnostics()) + "</li>")
            .collect(Collectors.joining());
    outcome
        .putObject("text")
        .put("status", "generated")
        .put("div", "<div xmlns=\"http://www.w3.org/1999/xhtml\"><ul>" + list + "</ul></div>");
    ArrayNode issues = outcome.putArray("issue");
    for (Problem problem : problems) {
      ObjectNode issue =
          issues
              .addObject()
              .put("severity", severity)
              .put("code", problem.code())
              .put("diagnostics", problem.diagnostics());
      if (problem.expression() != null) {
        issue.putArray("expression").add(problem.expression());
      }
    }
    return outcome;
  }
}
