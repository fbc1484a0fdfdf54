package dev.vertepath.care;

import dev.vertepath.pathway.Act;
import dev.vertepath.pathway.WorkStatus;
import dev.vertepath.record.RecordChange;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The work items of one patient: those that exist, and those that the facts call for now. What a
 * person wrote into an item stays; the service renews its own part only.
 */
final class WorkItems {

  /** The types that work items have. */
  static final Set<String> TYPES =
      Set.of(
          "Task",
          "CarePlan",
          "Goal",
          "GuidanceResponse",
          "DetectedIssue",
          "Flag",
          "CommunicationRequest",
          "ServiceRequest");

  private record Item(String type, String key) {}

  private final Map<Item, ResourceReader> existing = new LinkedHashMap<>();
  private final Map<Item, ObjectNode> wanted = new LinkedHashMap<>();

  WorkItems(List<ResourceReader> resources) {
    for (ResourceReader resource : resources) {
      String key = WorkItem.key(resource.body());
      if (key != null) {
        existing.put(new Item(resource.type(), key), resource);
      }
    }
  }

  boolean isEmpty() {
    return existing.isEmpty();
  }

  /** What persons did to them, by key, and every red-flag review: only a person may end one. */
  Map<String, Act> acts() {
    Map<String, Act> acts = new LinkedHashMap<>();
    existing.forEach(
        (item, resource) -> {
          boolean acted = item.type().equals("Task") || item.type().equals("CarePlan");
          boolean review = item.key().startsWith("red-flag-review/");
          if (acted && (review || WorkItem.isByPerson(resource.body()))) {
            acts.put(item.key(), act(resource));
          }
        });
    return acts;
  }

  private static Act act(ResourceReader r) {
    String actor = r.person("owner");
    return new Act(
        r.source(),
        WorkItem.status(r.body()),
        r.code("businessStatus"),
        r.words("statusReason", "note"),
        actor == null ? r.person("author") : actor,
        r.stored());
  }

  /**
   * The item as it exists, to be renewed, or a new one.
   *
   * @return a tree that {@link #save} will store
   */
  ObjectNode open(String type, String key) {
    var item = new Item(type, key);
    ResourceReader there = existing.get(item);
    ObjectNode body;
    if (there == null) {
      body = Fhir.object().put("resourceType", type);
    } else {
      body = ((ObjectNode) there.body()).deepCopy();
      body.remove("id");
    }
    body.set("identifier", identifiers(body, key));
    wanted.put(item, body);
    return body;
  }

  private static JsonNode identifiers(ObjectNode body, String key) {
    var identifiers = Fhir.array(Fhir.identifier(Systems.WORK_ITEM, key));
    for (JsonNode identifier : ResourceReader.each(body.path("identifier"))) {
      if (!identifier.path("system").asString("").equals(Systems.WORK_ITEM)) {
        identifiers.add(identifier);
      }
    }
    return identifiers;
  }

  /** The status for a Task or request, given how far its work is: a person's status stands. */
  static String status(ObjectNode body, WorkStatus work, String open, String done, String off) {
    return switch (work) {
      case DONE -> done;
      case CANCELLED -> off;
      case DONE_BY_PERSON, CANCELLED_BY_PERSON -> WorkItem.status(body);
      case OPEN -> {
        String now = WorkItem.status(body);
        boolean kept = !now.isEmpty() && WorkItem.isByPerson(body);
        yield kept ? now : open;
      }
    };
  }

  /** The items that exist, but that nothing calls for any longer. */
  Map<String, ObjectNode> forsaken(String type) {
    Map<String, ObjectNode> forsaken = new LinkedHashMap<>();
    existing.forEach(
        (item, resource) -> {
          if (item.type().equals(type) && !wanted.containsKey(item)) {
            forsaken.put(item.key(), ((ObjectNode) resource.body()).deepCopy());
          }
        });
    return forsaken;
  }

  /** Stores every item that was opened. */
  void save(RecordChange change) {
    wanted.forEach((item, body) -> change.put(WorkItem.at(item.type(), item.key()), body));
  }

  Set<String> keys(String type) {
    Set<String> keys = new LinkedHashSet<>();
    wanted.keySet().stream().filter(i -> i.type().equals(type)).forEach(i -> keys.add(i.key()));
    return keys;
  }

  /** An item as it will be stored. */
  @Nullable ObjectNode wanted(String type, String key) {
    return wanted.get(new Item(type, key));
  }
}
