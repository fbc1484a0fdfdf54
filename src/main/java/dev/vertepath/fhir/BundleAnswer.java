package dev.vertepath.fhir;

import dev.vertepath.record.Json;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.StoredResource;
import java.util.List;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what the entries of a batch or transaction came to. */
final class BundleAnswer {

  private final String base;
  private final boolean representation;

  BundleAnswer(String base, boolean representation) {
    this.base = base;
    this.representation = representation;
  }

  byte[] write(String type, List<Outcome> outcomes) {
    ObjectNode bundle = Json.MAPPER.createObjectNode();
    bundle.put("resourceType", "Bundle").put("type", type + "-response");
    if (!outcomes.isEmpty()) {
      ArrayNode entries = bundle.putArray("entry");
      outcomes.forEach(outcome -> write(entries.addObject(), outcome));
    }
    return Json.MAPPER.writeValueAsBytes(bundle);
  }

  private void write(ObjectNode entry, Outcome outcome) {
    switch (outcome) {
      case Outcome.Created(StoredResource r) -> stored(entry, "201 Created", r);
      case Outcome.Updated(StoredResource r) -> stored(entry, "200 OK", r);
      case Outcome.Unchanged(StoredResource r) -> stored(entry, "200 OK", r);
      case Outcome.Found(StoredResource r) -> found(entry, r);
      case Outcome.Deleted(long version) -> {
        ObjectNode response = entry.putObject("response").put("status", "204 No Content");
        if (version > 0) {
          response.put("etag", "W/\"" + version + "\"");
        }
      }
      case Outcome.Page page -> {
        byte[] bundle = BundleWriter.searchset(base, page.type(), page.page());
        entry.set("resource", Json.MAPPER.readTree(bundle));
        entry.putObject("response").put("status", "200 OK");
      }
      case Outcome.Answered(byte[] resource) -> {
        entry.set("resource", Json.MAPPER.readTree(resource));
        entry.putObject("response").put("status", "200 OK");
      }
      case Outcome.Refused(RecordException problem) -> refused(entry, problem);
    }
  }

  private void stored(ObjectNode entry, String status, StoredResource resource) {
    entry.put("fullUrl", base + "/" + resource.key());
    if (representation) {
      entry.set("resource", Json.MAPPER.readTree(resource.body()));
    }
    entry
        .putObject("response")
        .put("status", status)
        .put("location", AnswerWriter.versioned(resource))
        .put("etag", AnswerWriter.etag(resource))
        .put("lastModified", resource.lastUpdated().toString());
  }

  private void found(ObjectNode entry, StoredResource resource) {
    entry.put("fullUrl", base + "/" + resource.key());
    entry.set("resource", Json.MAPPER.readTree(resource.body()));
    entry
        .putObject("response")
        .put("status", "200 OK")
        .put("etag", AnswerWriter.etag(resource))
        .put("lastModified", resource.lastUpdated().toString());
  }

  private static void refused(ObjectNode entry, RecordException problem) {
    HttpStatus status = HttpStatus.valueOf(Errors.status(problem.kind()));
    ObjectNode response = entry.putObject("response");
    response.put("status", status.value() + " " + status.getReasonPhrase());
    ObjectNode outcome = response.putObject("outcome").put("resourceType", "OperationOutcome");
    ArrayNode issues = outcome.putArray("issue");
    for (RecordException.Problem one : problem.problems()) {
      ObjectNode issue =
          issues
              .addObject()
              .put("severity", "error")
              .put("code", one.code())
              .put("diagnostics", one.diagnostics());
      if (one.expression() != null) {
        issue.putArray("expression").add(one.expression());
      }
    }
  }
}
