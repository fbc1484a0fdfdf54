package dev.vertepath.fhir;

import dev.vertepath.access.audit.Trail;
import dev.vertepath.fhir.body.Body;
import dev.vertepath.fhir.body.EntryNames;
import dev.vertepath.fhir.patch.Patches;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.RequestTime;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Batches and transactions (R4 http.html, "batch/transaction"). */
final class Bundles {

  private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);

  private final ClinicalRecord record;
  private final Body bodies;
  private final Patches patches;
  private final SubsetWriter subsets;
  private final OperationCalls operations;

  Bundles(
      ClinicalRecord record,
      Body bodies,
      Patches patches,
      SubsetWriter subsets,
      OperationCalls operations) {
    this.record = record;
    this.bodies = bodies;
    this.patches = patches;
    this.subsets = subsets;
    this.operations = operations;
  }

  /**
   * @param bundle structurally sound; of a batch the entries have still to be looked at
   * @param preferred what the answer shall hold of each entry that stored something, and how
   *     searches are handled
   * @throws RecordException whose problems name the entries by index and fullUrl
   */
  byte[] run(String base, ObjectNode bundle, Preferences preferred) {
    String type = bundle.path("type").asString("");
    var reader = new BundleReader(base, preferred.handling(), patches);
    var writer = new BundleAnswer(base, reader, preferred.body(), subsets);
    return switch (type) {
      case "transaction" -> writer.write(bundle, transact(base, bundle, reader));
      case "batch" -> writer.write(bundle, batch(base, bundle, reader));
      default ->
          throw new RecordException(
              Kind.UNPROCESSABLE,
              "value",
              "Bundle.type",
              "A Bundle of the type '%s' cannot be processed here: send a transaction or a batch."
                  .formatted(type));
    };
  }

  private List<Outcome> transact(String base, ObjectNode bundle, BundleReader reader) {
    List<Interaction> interactions = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    int index = 0;
    for (JsonNode entry : bundle.path("entry")) {
      String place = place(index++);
      try {
        interactions.add(
            operations.isCalledBy(entry)
                ? operations.interaction(base, entry, bundle)
                : reader.interaction(entry));
      } catch (RecordException e) {
        problems.addAll(e.within(place).problems());
      } catch (Refusal e) {
        problems.add(new Problem("not-supported", place, String.valueOf(e.getMessage())));
      }
    }
    try {
      if (!problems.isEmpty()) {
        throw new RecordException(Kind.INVALID, problems);
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Outcome outcome : record.transact(interactions)) {
        JsonNode entry = bundle.path("entry").path(outcomes.size());
        outcomes.add(
            operations.isCalledBy(entry) ? operations.answered(base, entry, outcome) : outcome);
      }
      return outcomes;
    } catch (RecordException e) {
      throw EntryNames.in(bundle, e);
    }
  }

  private List<Outcome> batch(String base, ObjectNode bundle, BundleReader reader) {
    List<Outcome> outcomes = new ArrayList<>();
    for (JsonNode entry : bundle.path("entry")) {
      Outcome outcome = one(base, entry, place(outcomes.size()), reader);
      outcomes.add(
          outcome instanceof Outcome.Refused(RecordException e)
              ? new Outcome.Refused(EntryNames.in(bundle, e))
              : outcome);
    }
    return outcomes;
  }

  private Outcome one(String base, JsonNode entry, String place, BundleReader reader) {
    try {
      return Trail.get().entry(target(entry), () -> answer(base, entry, place, reader));
    } catch (RecordException e) {
      return new Outcome.Refused(e.within(place));
    } catch (QueryTimeoutException e) {
      LOG.warn("The database took too long for {}", place, e);
      // Those before it are done, and those after it may be.
      return new Outcome.Refused(
          new RecordException(Kind.NOT_YET, "timeout", place, Errors.STATEMENT_TOO_SLOW));
    } catch (Refusal e) {
      String what = String.valueOf(e.getMessage());
      return new Outcome.Refused(
          new RecordException(Kind.INVALID, List.of(new Problem("not-supported", place, what))));
    }
  }

  private Outcome answer(String base, JsonNode entry, String place, BundleReader reader) {
    if (RequestTime.isOver()) {
      throw new RecordException(
          Kind.NOT_YET,
          "timeout",
          null,
          "The entries before this one took as long as a request may (%s): send this one again, and fewer at once."
              .formatted(RequestTime.SETTING));
    }
    if (operations.isCalledBy(entry)) {
      return new Outcome.Answered(operations.answer(base, entry));
    }
    if (entry.path("resource") instanceof ObjectNode resource) {
      bodies.check(resource, place + ".resource");
    }
    return record.apply(reader.interaction(entry));
  }

  private static String target(JsonNode entry) {
    JsonNode request = entry.path("request");
    return request.path("method").asString("") + " " + request.path("url").asString("");
  }

  private static String place(int entry) {
    return "Bundle.entry[" + entry + "]";
  }
}
