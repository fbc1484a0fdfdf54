package dev.vertepath.fhir;

import dev.vertepath.fhir.body.Body;
import dev.vertepath.fhir.patch.Patches;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Batches and transactions (R4 http.html, "batch/transaction"). */
final class Bundles {

  private final ClinicalRecord record;
  private final Body bodies;
  private final Patches patches;

  Bundles(ClinicalRecord record, Body bodies, Patches patches) {
    this.record = record;
    this.bodies = bodies;
    this.patches = patches;
  }

  /**
   * @param bundle structurally sound; of a batch the entries have still to be looked at
   * @param representation whether the answer holds what was stored
   */
  byte[] run(String base, ObjectNode bundle, boolean representation) {
    String type = bundle.path("type").asString("");
    var reader = new BundleReader(base, patches);
    var writer = new BundleAnswer(base, representation);
    return switch (type) {
      case "transaction" -> writer.write(type, transact(bundle, reader));
      case "batch" -> writer.write(type, batch(bundle, reader));
      default ->
          throw new RecordException(
              Kind.UNPROCESSABLE,
              "value",
              "Bundle.type",
              "A Bundle of the type '%s' cannot be processed here: send a transaction or a batch."
                  .formatted(type));
    };
  }

  private List<Outcome> transact(ObjectNode bundle, BundleReader reader) {
    List<Interaction> interactions = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (JsonNode entry : bundle.path("entry")) {
      String place = place(interactions.size() + problems.size());
      try {
        interactions.add(reader.interaction(entry));
      } catch (RecordException e) {
        problems.addAll(e.within(place).problems());
      } catch (Refusal e) {
        problems.add(new Problem("not-supported", place, String.valueOf(e.getMessage())));
      }
    }
    if (!problems.isEmpty()) {
      throw new RecordException(Kind.INVALID, problems);
    }
    return record.transact(interactions);
  }

  private List<Outcome> batch(ObjectNode bundle, BundleReader reader) {
    List<Outcome> outcomes = new ArrayList<>();
    for (JsonNode entry : bundle.path("entry")) {
      outcomes.add(one(entry, place(outcomes.size()), reader));
    }
    return outcomes;
  }

  private Outcome one(JsonNode entry, String place, BundleReader reader) {
    try {
      if (entry.path("resource") instanceof ObjectNode resource) {
        bodies.check(resource, place + ".resource");
      }
      return record.apply(reader.interaction(entry));
    } catch (RecordException e) {
      return new Outcome.Refused(e.within(place));
    } catch (Refusal e) {
      String what = String.valueOf(e.getMessage());
      return new Outcome.Refused(
          new RecordException(Kind.INVALID, List.of(new Problem("not-supported", place, what))));
    }
  }

  private static String place(int entry) {
    return "Bundle.entry[" + entry + "]";
  }
}
