package dev.vertepath.care;

import dev.vertepath.pathway.RedFlag;
import dev.vertepath.pathway.Source;
import dev.vertepath.pathway.Warning;
import dev.vertepath.pathway.WorkStatus;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a person should look at: red flags as Flags, warnings as DetectedIssues. */
final class AlertWriter {

  private static final String FLAG_DETAIL = "http://hl7.org/fhir/StructureDefinition/flag-detail";

  private final WorkItems items;
  private final String patient;

  AlertWriter(WorkItems items, String patient) {
    this.items = items;
    this.patient = patient;
  }

  void write(RedFlag red) {
    ObjectNode flag = items.open("Flag", red.key());
    ObjectNode detail = Fhir.object().put("url", FLAG_DETAIL);
    detail.set("valueReference", Fhir.reference(red.evidence().reference()));
    flag.set("extension", Fhir.array(detail));
    WorkItem.give(flag, red.review() == WorkStatus.OPEN ? "active" : "inactive");
    flag.set(
        "category",
        Fhir.array(Fhir.concept("Clinical", Fhir.coding(Systems.FLAG_CATEGORY, "clinical"))));
    flag.set(
        "code",
        Fhir.concept(red.text(), Fhir.coding(red.finding().system(), red.finding().code())));
    flag.set("subject", Fhir.reference(patient));
    flag.set("period", Fhir.period(red.raisedAt(), null));
  }

  void write(Warning warning) {
    ObjectNode issue = items.open("DetectedIssue", warning.key());
    WorkItem.give(issue, "final");
    issue.set(
        "code",
        Fhir.concept(warning.code().replace('-', ' '), Fhir.coding(Systems.ISSUE, warning.code())));
    issue.put("severity", warning.severity().name().toLowerCase(Locale.ROOT));
    issue.set("patient", Fhir.reference(patient));
    ArrayNode implicated = Fhir.array();
    for (Source source : warning.implicated()) {
      implicated.add(Fhir.reference(source.versioned()));
    }
    issue.set("implicated", implicated);
    issue.put("detail", warning.text());
    String mitigation = warning.mitigation();
    if (mitigation != null) {
      ObjectNode step = Fhir.object();
      step.set("action", Fhir.concept(mitigation));
      String mitigator = warning.mitigator();
      if (mitigator != null) {
        step.set("author", Fhir.referenceOrDisplay(mitigator));
      }
      issue.set("mitigation", Fhir.array(step));
    } else {
      issue.remove("mitigation");
    }
  }
}
