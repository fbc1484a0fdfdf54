package dev.vertepath.care;

import dev.vertepath.pathway.CaseOutcome;
import dev.vertepath.pathway.Pathway;
import dev.vertepath.pathway.PatientFacts;
import dev.vertepath.pathway.PatientPathway;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.PatientQuestion;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Advances the cases of the patients whom a request touched: reads their facts, unfolds them, and
 * writes what follows within the same transaction. The record calls it while it holds the lock of
 * each patient. The same facts again write nothing.
 */
final class Advance implements Consequence {

  /** Only these make a patient one of the pathway. */
  private static final List<String> GROUNDS = List.of("Condition", "Procedure", "ServiceRequest");

  private static final List<String> ALL =
      Stream.concat(
              WorkItems.TYPES.stream(),
              Stream.of(
                  "Condition",
                  "Procedure",
                  "Patient",
                  "Observation",
                  "AllergyIntolerance",
                  "Appointment"))
          .toList();

  private final Pathway pathway;
  private final ZoneId zone;
  private final WorkflowTables tables;

  Advance(Pathway pathway, ZoneId zone, WorkflowTables tables) {
    this.pathway = pathway;
    this.zone = zone;
    this.tables = tables;
  }

  @Override
  public List<PatientQuestion> questions() {
    return List.of(WorkflowTables.KNOWN);
  }

  @Override
  public void follow(RecordChange change) {
    Set<ResourceKey> sent = change.written();
    for (String patient : change.patients()) {
      if (isConcerned(change, sent, patient)) {
        advance(change, sent, patient);
      }
    }
  }

  /**
   * Whether the patient is one of the pathway: most are not, and their requests shall cost nothing
   * more than one look.
   */
  private boolean isConcerned(RecordChange change, Set<ResourceKey> sent, String patient) {
    boolean revisited = sent.isEmpty();
    if (revisited) {
      return true;
    }
    List<StoredResource> written =
        sent.stream()
            .filter(key -> GROUNDS.contains(key.type()))
            .map(change::current)
            .flatMap(Optional::stream)
            .filter(resource -> patient.equals(resource.patient()))
            .toList();
    var self = new ResourceKey("Patient", patient);
    boolean arrived = sent.contains(self);
    return isGround(change, patient, written)
        || change.isSo(WorkflowTables.KNOWN, patient)
        // What waited for the patient by identifier has become hers with her arrival.
        || (arrived && isGroundThere(change, patient, written.size()));
  }

  private boolean isGroundThere(RecordChange change, String patient, int looked) {
    List<StoredResource> there = change.ofPatient(patient, GROUNDS);
    // As many as were sent are those that were sent, and were looked at.
    return there.size() > looked && isGround(change, patient, there);
  }

  private boolean isGround(
      RecordChange change, String patient, Collection<StoredResource> resources) {
    return Pathway.concerns(facts(patient, new PatientResources(resources, change, zone)));
  }

  private static PatientFacts facts(String patient, PatientResources resources) {
    return FactReader.read(patient, resources.all(), Map.of());
  }

  private void advance(RecordChange change, Set<ResourceKey> sent, String patient) {
    var resources = new PatientResources(change.ofPatient(patient, ALL), change, zone);
    var items = new WorkItems(resources, change);
    PatientFacts facts = FactReader.read(patient, resources.all(), items.acts());
    PatientPathway unfolded = pathway.unfold(facts, change.now());
    write("Patient/" + patient, unfolded, items, resources);
    Confidentiality.carry(items.opened(), resources);
    items.save(change, sent);
    if (items.remain() || Pathway.concerns(facts)) {
      // Who goes through her facts again wants the tables to be right, whatever is in them.
      tables.keep(change, patient, unfolded, items.opened(), sent.isEmpty());
    } else {
      tables.forget(change, patient);
    }
  }

  private void write(
      String patient, PatientPathway unfolded, WorkItems items, PatientResources resources) {
    var cases = new CaseWriter(items, patient);
    var guidance = new GuidanceWriter(items, patient);
    var plans = new PlanWriter(items, patient, zone);
    var alerts = new AlertWriter(items, patient, resources);
    for (CaseOutcome one : unfolded.cases()) {
      cases.write(one);
      guidance.write(one);
      one.evidence().forEach(wanted -> cases.write(one, wanted));
    }
    unfolded.plans().forEach(plans::write);
    alerts.write(unfolded.redFlags());
    unfolded.warnings().forEach(alerts::write);
    new Withdrawn(items, unfolded).close();
  }
}
