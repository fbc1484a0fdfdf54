package dev.vertepath.care;

import dev.vertepath.record.Json;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the service keeps for a patient now: its work items, read through the record's door. */
final class Kept {

  private static final List<String> SEARCHED =
      List.of(
          "Task",
          "CarePlan",
          "Goal",
          "GuidanceResponse",
          "DetectedIssue",
          "Flag",
          "CommunicationRequest",
          "ServiceRequest");

  private final Clinic clinic;
  private final String patient;
  private final TreeMap<String, ObjectNode> byKey = new TreeMap<>();

  Kept(Clinic clinic, String patient) {
    this.clinic = clinic;
    this.patient = patient;
    for (String type : SEARCHED) {
      String by =
          switch (type) {
            case "DetectedIssue", "Flag", "Task" -> "patient";
            default -> "subject";
          };
      List<StoredResource> found =
          clinic.record().search(type, by + "=Patient/" + patient + "&_count=200").matches();
      for (StoredResource resource : found) {
        ObjectNode body = (ObjectNode) Json.MAPPER.readTree(resource.body());
        String key = key(body);
        if (key != null) {
          byKey.put(type + " " + key, body);
        }
      }
    }
  }

  private static @Nullable String key(JsonNode body) {
    for (JsonNode identifier : body.path("identifier")) {
      if (identifier.path("system").asString().equals("https://vertepath.dev/fhir/work-item")) {
        return identifier.path("value").asString();
      }
    }
    return null;
  }

  List<ObjectNode> all() {
    return List.copyOf(byKey.values());
  }

  List<ObjectNode> all(String type) {
    return byKey.values().stream()
        .filter(body -> body.path("resourceType").asString().equals(type))
        .toList();
  }

  ObjectNode one(String type) {
    return only(all(type), type);
  }

  /** The Tasks of one code. */
  List<ObjectNode> tasks(String code) {
    return all("Task").stream().filter(task -> codes(task).contains(code)).toList();
  }

  /** The one Task of a code, as {@code pathway-case} or {@code early-check}. */
  ObjectNode task(String code) {
    return only(tasks(code), "Task " + code);
  }

  private static ObjectNode only(List<ObjectNode> found, String what) {
    if (found.size() != 1) {
      throw new AssertionError("One " + what + " is expected, not " + found.size());
    }
    return found.getFirst();
  }

  static List<String> codes(JsonNode body) {
    var codes = new ArrayList<String>();
    body.path("code").path("coding").forEach(c -> codes.add(c.path("code").asString()));
    return codes;
  }

  static String reference(JsonNode body) {
    return body.path("resourceType").asString() + "/" + body.path("id").asString();
  }

  static String state(JsonNode task) {
    return task.at("/businessStatus/coding/0/code").asString();
  }

  String state() {
    return state(task("pathway-case"));
  }

  /** Evidence Tasks by criterion, each with its status. */
  TreeMap<String, String> evidence() {
    var found = new TreeMap<String, String>();
    tasks("obtain-evidence")
        .forEach(
            task ->
                found.put(
                    task.at("/code/coding/1/code").asString(), task.path("status").asString()));
    return found;
  }

  /** Follow-up Tasks by activity, each with its status. */
  TreeMap<String, String> followUps() {
    var found = new TreeMap<String, String>();
    tasks("follow-up")
        .forEach(
            task ->
                found.put(
                    task.at("/code/coding/1/code").asString(), task.path("status").asString()));
    return found;
  }

  /** Codes of the DetectedIssues. */
  List<String> issues() {
    return all("DetectedIssue").stream()
        .map(issue -> issue.at("/code/coding/0/code").asString())
        .sorted()
        .toList();
  }

  /** Every version that any work item ever had, the latest included. */
  List<ObjectNode> everyVersion() {
    var versions = new ArrayList<ObjectNode>();
    for (ObjectNode body : byKey.values()) {
      clinic
          .record()
          .history(body.path("resourceType").asString(), body.path("id").asString(), "_count=1000")
          .matches()
          .forEach(v -> versions.add((ObjectNode) Json.MAPPER.readTree(v.body())));
    }
    return versions;
  }

  /** Which version each work item is at. */
  Map<String, String> versions() {
    var versions = new TreeMap<String, String>();
    byKey.forEach((key, body) -> versions.put(key, body.at("/meta/versionId").asString()));
    return versions;
  }

  /** Everything, comparable between patients and requests: without the server's part of meta. */
  String text() {
    String text =
        byKey.values().stream()
            .map(
                body -> {
                  ObjectNode bare = body.deepCopy();
                  ((ObjectNode) bare.path("meta")).remove(List.of("versionId", "lastUpdated"));
                  return Snapshot.sorted(bare).toPrettyString();
                })
            .collect(Collectors.joining("\n"));
    List<ObjectNode> longestFirst =
        byKey.values().stream()
            .sorted(Comparator.comparing((ObjectNode b) -> b.path("id").asString().length()))
            .toList();
    for (ObjectNode body : longestFirst) {
      text = text.replace(body.path("id").asString(), "{" + key(body) + "}");
    }
    return text.replaceAll("\\b" + patient + "\\b", "P");
  }
}
