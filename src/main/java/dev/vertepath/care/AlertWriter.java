package dev.vertepath.care;

import dev.vertepath.pathway.RedFlag;
import dev.vertepath.pathway.Source;
import dev.vertepath.pathway.Warning;
import dev.vertepath.pathway.Window;
import dev.vertepath.pathway.WorkStatus;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what a person should look at: red flags as Flags with an urgent Task, warnings as
 * DetectedIssues.
 */
final class AlertWriter {

  private static final String FLAG_DETAIL = "http://hl7.org/fhir/StructureDefinition/flag-detail";

  private final WorkItems items;
  private final String patient;
  private final PatientResources resources;

  AlertWriter(WorkItems items, String patient, PatientResources resources) {
    this.items = items;
    this.patient = patient;
    this.resources = resources;
  }

  /** One review for all flags that one piece of evidence raised. */
  void write(Collection<RedFlag> redFlags) {
    redFlags.forEach(this::write);
    Map<String, List<RedFlag>> reviews =
        redFlags.stream()
            .collect(Collectors.groupingBy(RedFlag::reviewKey, TreeMap::new, Collectors.toList()));
    reviews.values().forEach(this::review);
  }

  private void write(RedFlag red) {
    WorkItem item = items.open("Flag", red.key());
    if (!item.hasPersonsStatus()) {
      item.give(red.review() == WorkStatus.OPEN ? "active" : "inactive");
    }
    ObjectNode flag = item.body();
    ObjectNode detail = Fhir.object().put("url", FLAG_DETAIL);
    detail.set("valueReference", Fhir.reference(red.evidence().reference()));
    item.keep("extension", e -> !e.path("url").asString("").equals(FLAG_DETAIL), detail);
    flag.set(
        "category",
        Fhir.array(Fhir.concept("Clinical", Fhir.coding(Systems.FLAG_CATEGORY, "clinical"))));
    flag.set("code", Fhir.concept(red.text(), finding(red)));
    flag.set("subject", Fhir.reference(patient));
    flag.set("period", Fhir.period(red.raisedAt(), null));
  }

  /** The finding's coding with the words of the resource that tells it. */
  private ObjectNode finding(RedFlag red) {
    ObjectNode coding = Fhir.coding(red.finding().system(), red.finding().code());
    ResourceReader evidence = resources.find(red.evidence().reference());
    String words = evidence == null ? "" : evidence.display(red.finding());
    return words.isEmpty() ? coding : coding.put("display", words);
  }

  private void review(List<RedFlag> flags) {
    RedFlag flag = flags.getFirst();
    WorkItem item = items.open("Task", flag.reviewKey());
    Tasks.progress(item, flag.review(), null, flag.reason());
    item.giveWindow(new Window(flag.raisedAt(), flag.due()));
    ObjectNode task = item.body();
    task.put("intent", "plan");
    if (!task.has("priority")) {
      task.put("priority", "urgent");
    }
    task.set(
        "code",
        Tasks.code(
            "Review a red flag",
            "red-flag-review",
            flags.stream().map(this::finding).toArray(ObjectNode[]::new)));
    task.put("description", flag.text() + ": look at the patient the same day.");
    String plan = flag.plan();
    if (plan == null) {
      task.remove("basedOn");
    } else {
      task.set("basedOn", Fhir.array(Fhir.reference(ItemKey.reference("CarePlan", plan))));
    }
    task.set("focus", Fhir.reference(flag.evidence().reference()));
    task.set("for", Fhir.reference(patient));
    task.set("reasonReference", Fhir.reference(ItemKey.reference("Flag", flag.key())));
    task.put("authoredOn", Fhir.time(flag.raisedAt()));
  }

  void write(Warning warning) {
    WorkItem item = items.open("DetectedIssue", warning.key());
    if (!item.hasPersonsStatus()) {
      item.give("final");
    }
    ObjectNode issue = item.body();
    issue.set(
        "code",
        Fhir.concept(warning.code().replace('-', ' '), Fhir.coding(Systems.ISSUE, warning.code())));
    issue.put("severity", warning.severity().name().toLowerCase(Locale.ROOT));
    issue.set("patient", Fhir.reference(patient));
    issue.set(
        "implicated",
        Fhir.array(
            warning.implicated().stream()
                .map(source -> Fhir.reference(source.versioned()))
                .toArray(ObjectNode[]::new)));
    issue.put("detail", warning.text());
    String mitigation = warning.mitigation();
    if (mitigation == null) {
      item.keep("mitigation", AlertWriter::isPersons);
    } else {
      ObjectNode step = Fhir.object();
      step.set("action", Fhir.concept(mitigation, Fhir.coding(Systems.MITIGATION, "ordered")));
      step.set("author", author(warning));
      item.keep("mitigation", AlertWriter::isPersons, step);
    }
  }

  /** Whether a mitigation is not the service's own. */
  static boolean isPersons(JsonNode mitigation) {
    return !mitigation
        .path("action")
        .path("coding")
        .path(0)
        .path("system")
        .asString("")
        .equals(Systems.MITIGATION);
  }

  /** Who ordered, as the order names them; others than practitioners by their names only. */
  private ObjectNode author(Warning warning) {
    for (Source source : warning.implicated()) {
      ResourceReader order = resources.find(source.reference());
      JsonNode requester = order == null ? Fhir.object() : order.body().path("requester");
      if (requester.path("reference").asString("").matches("(.*/)?Practitioner(Role)?/[^/]+")
          && requester instanceof ObjectNode named) {
        return named.deepCopy();
      }
    }
    return Fhir.object().put("display", String.valueOf(warning.mitigator()));
  }
}
