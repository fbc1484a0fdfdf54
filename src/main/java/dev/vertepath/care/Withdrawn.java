package dev.vertepath.care;

import dev.vertepath.pathway.PatientPathway;
import dev.vertepath.record.RecordChange;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Work items that exist while the facts no longer call for them: a correction upstream corrects
 * them too. They are closed and say why; a red flag stays for a person to close.
 */
final class Withdrawn {

  private static final String UNKNOWN = "nothing on record calls for this any longer";

  private static final Set<String> OVER =
      Set.of(
          "completed",
          "cancelled",
          "rejected",
          "failed",
          "revoked",
          "entered-in-error",
          "inactive");

  private final WorkItems items;
  private final PatientPathway pathway;

  Withdrawn(WorkItems items, PatientPathway pathway) {
    this.items = items;
    this.pathway = pathway;
  }

  void close(RecordChange change) {
    items.forsaken("Task").forEach(this::task);
    items.forsaken("CarePlan").forEach(this::plan);
    items.forsaken("Goal").forEach(this::goal);
    for (String type : Set.of("ServiceRequest", "CommunicationRequest")) {
      items.forsaken(type).forEach((key, there) -> close(type, key, there, "revoked"));
    }
    items
        .forsaken("GuidanceResponse")
        .forEach((key, there) -> close("GuidanceResponse", key, there, "entered-in-error"));
    items.forsaken("Flag").keySet().forEach(key -> items.open("Flag", key));
    items
        .forsaken("DetectedIssue")
        .keySet()
        .forEach(key -> change.remove(WorkItem.at("DetectedIssue", key)));
  }

  private void task(String key, ObjectNode there) {
    if (OVER.contains(WorkItem.status(there))) {
      return;
    }
    ObjectNode task = items.open("Task", key);
    if (!key.startsWith("red-flag-review/")) {
      WorkItem.give(task, "cancelled");
    }
    task.set("statusReason", Fhir.concept(reason(key)));
  }

  private void plan(String key, ObjectNode there) {
    if (!OVER.contains(WorkItem.status(there))) {
      ObjectNode plan = items.open("CarePlan", key);
      WorkItem.give(plan, "revoked");
      plan.set("note", Fhir.array(Fhir.annotation("Ended: " + reason(key) + ".")));
    }
  }

  private void goal(String key, ObjectNode there) {
    if (!OVER.contains(WorkItem.status(there))) {
      ObjectNode goal = items.open("Goal", key);
      WorkItem.give(goal, "cancelled");
      goal.put("statusReason", reason(key));
    }
  }

  private void close(String type, String key, ObjectNode there, String status) {
    if (!OVER.contains(WorkItem.status(there))) {
      WorkItem.give(items.open(type, key), status);
    }
  }

  private String reason(String key) {
    return pathway.whyWithdrawn(key).orElse(UNKNOWN);
  }
}
