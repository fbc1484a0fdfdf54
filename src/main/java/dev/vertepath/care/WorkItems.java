package dev.vertepath.care;

import dev.vertepath.pathway.Act;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The work items of one patient: those that exist, and those that the facts call for now. */
final class WorkItems {

  /** The types that work items have. */
  static final List<String> TYPES =
      List.of(
          "Task",
          "CarePlan",
          "Goal",
          "GuidanceResponse",
          "DetectedIssue",
          "Flag",
          "CommunicationRequest",
          "ServiceRequest");

  /** Persons act on these; the others follow. */
  private static final Set<String> ACTED_ON = Set.of("Task", "CarePlan", "CommunicationRequest");

  private final Map<ItemKey, ResourceReader> existing;
  private final Map<ItemKey, Act> words;
  private final Map<ItemKey, WorkItem> opened = new LinkedHashMap<>();
  private final Set<ItemKey> removed = new HashSet<>();

  WorkItems(PatientResources resources, RecordChange change) {
    this.existing = existing(resources, change);
    this.words = PersonsWords.in(existing, resources, change);
  }

  private static Map<ItemKey, ResourceReader> existing(
      PatientResources resources, RecordChange change) {
    Map<ItemKey, ResourceReader> existing = new LinkedHashMap<>();
    Map<ResourceKey, Long> nameless = new HashMap<>();
    for (ResourceReader resource : resources.all()) {
      if (TYPES.contains(resource.type())) {
        ItemKey key = ItemKey.of(resource.key(), resource.body());
        if (key != null) {
          existing.put(key, resource);
        } else if (ItemKey.isLikely(resource.key().reference())
            && resource.source().version() > 1) {
          nameless.put(resource.key(), resource.source().version() - 1);
        }
      }
    }
    // An update that lost the identifier is still one of the item: the version before names it.
    for (StoredResource before : change.older(nameless)) {
      ItemKey key = ItemKey.of(before.key(), resources.read(before).body());
      ResourceReader resource = resources.find(before.key().reference());
      if (key != null && resource != null) {
        existing.put(key, resource);
      }
    }
    return existing;
  }

  /** What persons did to them, by key, and every red-flag review: only a person may end one. */
  Map<String, Act> acts() {
    Map<String, Act> acts = new HashMap<>();
    existing.forEach(
        (item, resource) -> {
          Act said = words.get(item);
          if (said != null && ACTED_ON.contains(item.type())) {
            acts.put(item.key(), said);
          } else if (item.type().equals("Task") && item.key().startsWith("red-flag-review/")) {
            acts.put(item.key(), PersonsWords.unspoken(resource));
          }
        });
    return acts;
  }

  /** The item as it exists, or a new one, to be renewed since the facts call for it. */
  WorkItem open(String type, String key) {
    return open(new ItemKey(type, key), true);
  }

  /** An item that exists, to be withdrawn. */
  WorkItem withdraw(ItemKey key) {
    return open(key, false);
  }

  private WorkItem open(ItemKey key, boolean calledFor) {
    ResourceReader there = existing.get(key);
    var item =
        new WorkItem(
            key, there == null ? null : (ObjectNode) there.body(), words.get(key), calledFor);
    opened.put(key, item);
    return item;
  }

  /** The items that exist, but that the facts do not call for. */
  List<ItemKey> forsaken() {
    return existing.keySet().stream().filter(key -> !opened.containsKey(key)).toList();
  }

  /** Lets an item be deleted that no person has worked on. */
  void remove(ItemKey key) {
    removed.add(key);
  }

  /** Whether any will be there when all is saved. */
  boolean remain() {
    var all = new HashSet<>(existing.keySet());
    all.addAll(opened.keySet());
    all.removeAll(removed);
    return !all.isEmpty();
  }

  /**
   * Stores what changed.
   *
   * @param sent what the request itself wrote
   * @throws RecordException CONFLICT when the request deleted an item that the facts call for
   */
  void save(RecordChange change, Set<ResourceKey> sent) {
    var problems = new ArrayList<RecordException.Problem>();
    for (WorkItem item : opened.values()) {
      ResourceKey at = item.key().at();
      if (sent.contains(at) && change.current(at).isEmpty()) {
        problems.add(kept(at));
      } else if (item.isChanged()) {
        change.put(at, item.body());
      }
    }
    if (!problems.isEmpty()) {
      throw new RecordException(RecordException.Kind.CONFLICT, problems);
    }
    removed.forEach(key -> change.remove(key.at()));
  }

  private static RecordException.Problem kept(ResourceKey at) {
    return new RecordException.Problem(
        "conflict",
        at.type(),
        "%s follows from the patient's facts and cannot be deleted: correct the facts, or set its"
                .formatted(at)
            + " status to say that the work is not wanted.");
  }

  Collection<WorkItem> opened() {
    return opened.values();
  }

  /** An item as it will be stored; null if the facts do not call for it. */
  @Nullable WorkItem opened(String type, String key) {
    return opened.get(new ItemKey(type, key));
  }
}
