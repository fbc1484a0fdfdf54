package dev.vertepath.care;

import dev.vertepath.pathway.CaseOutcome;
import dev.vertepath.pathway.Pathway;
import dev.vertepath.pathway.PatientFacts;
import dev.vertepath.pathway.PatientPathway;
import dev.vertepath.pathway.RedFlag;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Advances the cases of the patients whom a request touched: reads their facts, unfolds them, and
 * writes what follows within the same transaction. The record calls it while it holds the lock of
 * each patient. The same facts again write nothing.
 */
final class Advance implements Consequence {

  /** Without one of these, or a work item, there is no case. */
  private static final List<String> GROUNDS = List.of("Condition", "Procedure", "ServiceRequest");

  private static final List<String> REST =
      List.of(
          "Patient",
          "Observation",
          "AllergyIntolerance",
          "Appointment",
          "Task",
          "CarePlan",
          "Goal",
          "GuidanceResponse",
          "DetectedIssue",
          "Flag",
          "CommunicationRequest");

  private final Pathway pathway;
  private final ZoneId zone;
  private final WorkflowTables tables;

  Advance(Pathway pathway, ZoneId zone, WorkflowTables tables) {
    this.pathway = pathway;
    this.zone = zone;
    this.tables = tables;
  }

  @Override
  public void follow(RecordChange change) {
    Set<ResourceKey> written = change.written();
    boolean concerned =
        written.isEmpty()
            || written.stream()
                .anyMatch(key -> GROUNDS.contains(key.type()) || REST.contains(key.type()));
    if (concerned) {
      change.patients().forEach(patient -> advance(change, patient));
    }
  }

  private void advance(RecordChange change, String patient) {
    List<StoredResource> stored = new ArrayList<>(change.ofPatient(patient, GROUNDS));
    boolean grounds = Pathway.concerns(FactReader.read(patient, readers(change, stored), Map.of()));
    if (!grounds && !tables.knows(patient)) {
      return;
    }
    stored.addAll(change.ofPatient(patient, REST));
    List<ResourceReader> readers = readers(change, stored);
    var items = new WorkItems(readers);
    PatientFacts facts = FactReader.read(patient, readers, items.acts());
    PatientPathway unfolded = pathway.unfold(facts, change.now());
    write(change, "Patient/" + patient, unfolded, items);
    tables.replace(patient, unfolded, items);
  }

  private static void write(
      RecordChange change, String patient, PatientPathway unfolded, WorkItems items) {
    var tasks = new TaskWriter(items, patient);
    var guidance = new GuidanceWriter(items, patient);
    var plans = new PlanWriter(items, patient, tasks);
    var alerts = new AlertWriter(items, patient);
    for (CaseOutcome one : unfolded.cases()) {
      tasks.write(one);
      guidance.write(one);
      one.evidence().forEach(wanted -> tasks.write(one, wanted));
    }
    unfolded.plans().forEach(plans::write);
    unfolded.redFlags().forEach(alerts::write);
    Map<String, List<RedFlag>> reviews = new LinkedHashMap<>();
    for (RedFlag flag : unfolded.redFlags()) {
      reviews.computeIfAbsent(flag.reviewKey(), key -> new ArrayList<>()).add(flag);
    }
    reviews.values().forEach(tasks::write);
    unfolded.warnings().forEach(alerts::write);
    new Withdrawn(items, unfolded).close(change);
    items.save(change);
  }

  private List<ResourceReader> readers(RecordChange change, List<StoredResource> stored) {
    Map<String, String> byIdentifier = new HashMap<>();
    List<JsonNode> bodies = new ArrayList<>();
    for (StoredResource resource : stored) {
      JsonNode body = Json.MAPPER.readTree(resource.body());
      bodies.add(body);
      for (JsonNode identifier : ResourceReader.each(body.path("identifier"))) {
        byIdentifier.put(
            resource.key().type() + " " + name(identifier), resource.key().reference());
      }
    }
    List<ResourceReader> readers = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      readers.add(
          new ResourceReader(
              stored.get(i), bodies.get(i), zone, r -> target(change, r, byIdentifier)));
    }
    return readers;
  }

  /** The relative reference: as written, or by the identifier of a resource of the same patient. */
  private static @Nullable String target(
      RecordChange change, JsonNode reference, Map<String, String> byIdentifier) {
    String literal = reference.path("reference").asString("");
    if (!literal.isEmpty()) {
      return change.target(literal).map(ResourceKey::reference).orElse(null);
    }
    JsonNode identifier = reference.path("identifier");
    if (identifier.path("value").asString("").isEmpty()) {
      return null;
    }
    String type = reference.path("type").asString("");
    for (String candidate :
        type.isEmpty()
            ? List.of("Condition", "Procedure", "ServiceRequest", "Observation", "Appointment")
            : List.of(type)) {
      String found = byIdentifier.get(candidate + " " + name(identifier));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String name(JsonNode identifier) {
    return identifier.path("system").asString("") + "|" + identifier.path("value").asString("");
  }
}
