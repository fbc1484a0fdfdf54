package dev.vertepath.fhir;

import dev.vertepath.record.Json;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.StoredResource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what the entries of a batch or transaction came to. */
final class BundleAnswer {

  private final String base;
  private final BundleReader reader;
  private final Preferences.@Nullable Body preferred;
  private final SubsetWriter subsets;

  /**
   * @param preferred what the answer shall hold of each entry that stored something; by default
   *     nothing but where it lies
   */
  BundleAnswer(
      String base,
      BundleReader reader,
      Preferences.@Nullable Body preferred,
      SubsetWriter subsets) {
    this.base = base;
    this.reader = reader;
    this.preferred = preferred;
    this.subsets = subsets;
  }

  byte[] write(ObjectNode sent, List<Outcome> outcomes) {
    ObjectNode bundle = Json.MAPPER.createObjectNode();
    bundle.put("resourceType", "Bundle").put("type", sent.path("type").asString() + "-response");
    if (!outcomes.isEmpty()) {
      ArrayNode entries = bundle.putArray("entry");
      for (int i = 0; i < outcomes.size(); i++) {
        JsonNode request = sent.path("entry").path(i).path("request");
        write(entries.addObject(), request, outcomes.get(i));
      }
    }
    return Json.MAPPER.writeValueAsBytes(bundle);
  }

  private void write(ObjectNode entry, JsonNode request, Outcome outcome) {
    switch (outcome) {
      case Outcome.Created(StoredResource r) -> stored(entry, "201 Created", "Stored ", r);
      case Outcome.Updated(StoredResource r) -> stored(entry, "200 OK", "Changed ", r);
      case Outcome.Unchanged(StoredResource r) ->
          stored(entry, "200 OK", "Nothing to change in ", r);
      case Outcome.Found(StoredResource r) -> found(entry, request, r);
      case Outcome.Deleted(long version) -> {
        ObjectNode response = entry.putObject("response").put("status", "204 No Content");
        if (version > 0) {
          response.put("etag", "W/\"" + version + "\"");
        }
      }
      case Outcome.Page page -> {
        var bundle =
            (ObjectNode)
                Json.MAPPER.readTree(BundleWriter.searchset(base, page.type(), page.page()));
        subsets.reducePage(bundle, reader.subset(request.path("url").asString()));
        entry.set("resource", bundle);
        entry.putObject("response").put("status", "200 OK");
      }
      case Outcome.Answered(byte[] resource) -> {
        entry.set("resource", Json.MAPPER.readTree(resource));
        entry.putObject("response").put("status", "200 OK");
      }
      case Outcome.Refused(RecordException problem) -> refused(entry, problem);
    }
  }

  private void stored(ObjectNode entry, String status, String done, StoredResource resource) {
    entry.put("fullUrl", base + "/" + resource.key());
    if (preferred == Preferences.Body.REPRESENTATION) {
      entry.set("resource", Json.MAPPER.readTree(resource.body()));
    }
    ObjectNode response =
        entry
            .putObject("response")
            .put("status", status)
            .put("location", AnswerWriter.versioned(resource))
            .put("etag", AnswerWriter.etag(resource))
            .put("lastModified", resource.lastUpdated().toString());
    if (preferred == Preferences.Body.OPERATION_OUTCOME) {
      response.set("outcome", OperationOutcomes.well(done + resource.key() + "."));
    }
  }

  private void found(ObjectNode entry, JsonNode request, StoredResource resource) {
    entry.put("fullUrl", base + "/" + resource.key());
    boolean known = Freshness.ofEntry(request).has(resource);
    if (!known) {
      var body = (ObjectNode) Json.MAPPER.readTree(resource.body());
      subsets.reduce(body, reader.subset(request.path("url").asString()));
      entry.set("resource", body);
    }
    entry
        .putObject("response")
        .put("status", known ? "304 Not Modified" : "200 OK")
        .put("etag", AnswerWriter.etag(resource))
        .put("lastModified", resource.lastUpdated().toString());
  }

  private static void refused(ObjectNode entry, RecordException problem) {
    HttpStatus status = HttpStatus.valueOf(Errors.status(problem.kind()));
    ObjectNode response = entry.putObject("response");
    response.put("status", status.value() + " " + status.getReasonPhrase());
    if (problem.current() != null) {
      response.put("etag", "W/\"" + problem.current() + "\"");
    }
    response.set("outcome", OperationOutcomes.tree(problem.problems()));
  }
}
