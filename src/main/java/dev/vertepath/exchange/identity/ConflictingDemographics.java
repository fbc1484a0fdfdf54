package dev.vertepath.exchange.identity;

import dev.vertepath.exchange.ledger.MessageWork;
import dev.vertepath.exchange.ledger.StableId;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets a person look when a message says of a known patient what cannot well be said of the same
 * person. The identifier decides, so what the message says is stored.
 */
final class ConflictingDemographics implements Consequence {

  private static final String SYSTEM = "https://vertepath.dev/fhir/CodeSystem/identity-issue";

  @Override
  public void follow(RecordChange change) {
    if (!MessageWork.isUnderWay()) {
      return;
    }
    for (ResourceKey key : change.written()) {
      if (key.type().equals("Patient")) {
        StoredResource after = change.stored(key);
        if (after.version() > 1 && !after.deleted()) {
          change.older(Map.of(key, after.version() - 1)).stream()
              .filter(before -> !before.deleted())
              .forEach(before -> compare(change, before, after));
        }
      }
    }
    change.settle();
  }

  private static void compare(RecordChange change, StoredResource before, StoredResource after) {
    List<String> conflicts =
        Demographics.conflicts(
            Json.MAPPER.readTree(before.body()), Json.MAPPER.readTree(after.body()));
    if (!conflicts.isEmpty()) {
      String version = versioned(after);
      ResourceKey key = StableId.of("DetectedIssue", "", version);
      change.put(key, issue(key, before, after, conflicts));
    }
  }

  private static String versioned(StoredResource version) {
    return version.key() + "/_history/" + version.version();
  }

  private static ObjectNode issue(
      ResourceKey key, StoredResource before, StoredResource after, List<String> conflicts) {
    ObjectNode issue =
        Json.MAPPER
            .createObjectNode()
            .put("resourceType", "DetectedIssue")
            .put("id", key.id())
            .put("status", "preliminary")
            .put("severity", "high");
    ObjectNode code = issue.putObject("code").put("text", "Conflicting demographics");
    code.putArray("coding")
        .addObject()
        .put("system", SYSTEM)
        .put("code", "conflicting-demographics")
        .put("display", "Conflicting demographics");
    issue.putObject("patient").put("reference", after.key().reference());
    issue.put("identifiedDateTime", after.lastUpdated().toString());
    ArrayNode evidence = issue.putArray("evidence").addObject().putArray("detail");
    for (StoredResource version : List.of(before, after)) {
      evidence.addObject().put("reference", versioned(version));
    }
    issue.put(
        "detail",
        "A message says otherwise of this patient than was known of her: %s. Look whether the"
                .formatted(String.join(", ", conflicts))
            + " identifier is another person's; her history holds what was known before.");
    return issue;
  }

  /** What two versions of a patient say. */
  private static final class Demographics {

    private Demographics() {}

    static List<String> conflicts(JsonNode before, JsonNode after) {
      List<String> conflicts = new ArrayList<>();
      if (differ(before, after, "birthDate")) {
        conflicts.add("date of birth");
      }
      if (differ(before, after, "gender")) {
        conflicts.add("sex");
      }
      List<String> known = names(before);
      List<String> told = names(after);
      if (!known.isEmpty() && !told.isEmpty() && known.stream().noneMatch(told::contains)) {
        conflicts.add("name");
      }
      return conflicts;
    }

    private static boolean differ(JsonNode before, JsonNode after, String element) {
      String known = before.path(element).asString("");
      String told = after.path(element).asString("");
      // A year alone and a day of that year agree.
      return !known.startsWith(told) && !told.startsWith(known);
    }

    /** Families and given names, in one spelling. */
    private static List<String> names(JsonNode patient) {
      List<String> names = new ArrayList<>();
      for (JsonNode name : patient.path("name")) {
        names.add(name.path("family").asString("").toLowerCase(java.util.Locale.ROOT));
        name.path("given")
            .forEach(given -> names.add(given.asString("").toLowerCase(java.util.Locale.ROOT)));
      }
      names.removeIf(String::isBlank);
      return names;
    }
  }
}
