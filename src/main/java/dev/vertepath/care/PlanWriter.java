package dev.vertepath.care;

import dev.vertepath.pathway.ActivityDefinition.Resource;
import dev.vertepath.pathway.ActivityOutcome;
import dev.vertepath.pathway.PlanOutcome;
import dev.vertepath.pathway.Source;
import dev.vertepath.pathway.WorkStatus;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a plan as a CarePlan with its activities, after the Multiple Chronic Conditions guide:
 * activities refer to real resources, and outcomes to what happened.
 */
final class PlanWriter {

  private final WorkItems items;
  private final String patient;
  private final TaskWriter tasks;
  private final GoalWriter goals;

  PlanWriter(WorkItems items, String patient, TaskWriter tasks) {
    this.items = items;
    this.patient = patient;
    this.tasks = tasks;
    this.goals = new GoalWriter(items, patient);
  }

  void write(PlanOutcome plan) {
    plan.activities().forEach(activity -> write(plan, activity));
    goals.write(plan);
    ObjectNode care = items.open("CarePlan", plan.key());
    care.set("text", narrative(plan));
    care.put("intent", "plan");
    care.set(
        "instantiatesCanonical",
        Fhir.object().arrayNode().add(plan.protocol().url() + "|" + plan.protocol().version()));
    status(care, plan);
    care.set(
        "category",
        Fhir.array(
            Fhir.concept(
                "Assessment and plan of treatment",
                Fhir.coding(Systems.CAREPLAN_CATEGORY, "assess-plan"),
                Fhir.coding(Systems.SNOMED, "734163000", "Care plan"))));
    care.put("title", plan.protocol().title());
    String levels = TaskWriter.levels(plan.levels());
    care.put(
        "description", levels.isEmpty() ? "Levels treated: not told" : "Levels treated: " + levels);
    care.set("subject", Fhir.reference(patient));
    care.set("period", Fhir.period(plan.procedureEnd(), plan.end()));
    if (plan.fractures().isEmpty()) {
      care.remove("addresses");
    } else {
      care.set("addresses", Fhir.references(plan.fractures()));
    }
    care.set(
        "supportingInfo",
        Fhir.references(plan.procedures().stream().map(Source::reference).toList()));
    care.set(
        "goal",
        Fhir.references(
            plan.goals().stream().map(g -> WorkItem.reference("Goal", g.key())).toList()));
    ArrayNode activities = Fhir.array();
    plan.activities().forEach(activity -> activities.add(activity(activity)));
    care.set("activity", activities);
  }

  private static void status(ObjectNode care, PlanOutcome plan) {
    String status = plan.status().name().toLowerCase(Locale.ROOT).replace('_', '-');
    boolean byPerson = WorkItem.isByPerson(care) && WorkItem.status(care).equals(status);
    if (!byPerson) {
      WorkItem.give(care, status);
    }
    String reason = plan.reason();
    if (reason != null && !byPerson) {
      care.set("note", Fhir.array(Fhir.annotation("Ended: " + reason + ".")));
    }
  }

  private ObjectNode activity(ActivityOutcome activity) {
    ObjectNode entry = Fhir.object();
    String task = WorkItem.reference("Task", activity.key());
    Source output = activity.output();
    if (activity.status() == WorkStatus.DONE && output != null) {
      entry.set("outcomeReference", Fhir.array(Fhir.reference(output.reference())));
    } else if (activity.status() == WorkStatus.DONE_BY_PERSON) {
      entry.set("outcomeReference", outcomes(activity));
    }
    entry.set(
        "reference",
        Fhir.reference(
            switch (activity.definition().resource()) {
              case TASK -> task;
              case COMMUNICATION_REQUEST ->
                  WorkItem.reference("CommunicationRequest", activity.key());
              case SERVICE_REQUEST_WITH_TASK ->
                  WorkItem.reference("ServiceRequest", activity.key());
            }));
    return entry;
  }

  /** What a person gave as the output of the Task, else the Task itself. */
  private ArrayNode outcomes(ActivityOutcome activity) {
    ObjectNode task = items.wanted("Task", activity.key());
    ArrayNode outcomes = Fhir.array();
    if (task != null) {
      ResourceReader.each(task.path("output"))
          .forEach(
              output -> {
                String reference = output.path("valueReference").path("reference").asString("");
                if (!reference.isEmpty()) {
                  outcomes.add(Fhir.reference(reference));
                }
              });
    }
    if (outcomes.isEmpty()) {
      outcomes.add(Fhir.reference(WorkItem.reference("Task", activity.key())));
    }
    return outcomes;
  }

  private void write(PlanOutcome plan, ActivityOutcome activity) {
    Resource resource = activity.definition().resource();
    String procedure = plan.procedures().getFirst().reference();
    switch (resource) {
      case TASK -> tasks.write(plan, activity, procedure);
      case COMMUNICATION_REQUEST -> communication(plan, activity);
      case SERVICE_REQUEST_WITH_TASK -> {
        proposal(plan, activity);
        tasks.write(plan, activity, WorkItem.reference("ServiceRequest", activity.key()));
      }
    }
  }

  private void communication(PlanOutcome plan, ActivityOutcome activity) {
    ObjectNode request = items.open("CommunicationRequest", activity.key());
    request(request, plan, activity);
    request.set(
        "payload", Fhir.array(Fhir.object().put("contentString", activity.definition().title())));
    statusReason(request, activity.reason());
  }

  private void proposal(PlanOutcome plan, ActivityOutcome activity) {
    ObjectNode request = items.open("ServiceRequest", activity.key());
    request(request, plan, activity);
    request.put("intent", "proposal");
    ObjectNode[] codings =
        activity.definition().snomed().stream()
            .map(code -> Fhir.coding(code.system(), code.code()))
            .toArray(ObjectNode[]::new);
    request.set("code", Fhir.concept(activity.definition().title(), codings));
    if (!plan.fractures().isEmpty()) {
      request.set("reasonReference", Fhir.references(plan.fractures()));
    }
  }

  private void request(ObjectNode request, PlanOutcome plan, ActivityOutcome activity) {
    String status = WorkItems.status(request, activity.status(), "active", "completed", "revoked");
    if (activity.status() == WorkStatus.DONE_BY_PERSON) {
      // The person completed the Task; the request follows it.
      WorkItem.give(request, "completed");
    } else if (activity.status() == WorkStatus.CANCELLED_BY_PERSON) {
      WorkItem.give(request, "revoked");
    } else if (!request.path("status").asString("").equals(status)) {
      WorkItem.give(request, status);
    }
    request.set("basedOn", Fhir.array(Fhir.reference(WorkItem.reference("CarePlan", plan.key()))));
    request.set("subject", Fhir.reference(patient));
    request.set(
        "occurrencePeriod", Fhir.period(activity.window().start(), activity.window().end()));
    request.put("authoredOn", plan.procedureEnd().toString());
  }

  private static void statusReason(ObjectNode request, @Nullable String reason) {
    if (reason == null) {
      request.remove("statusReason");
    } else {
      request.set("statusReason", Fhir.concept(reason));
    }
  }

  private static ObjectNode narrative(PlanOutcome plan) {
    var html = new StringBuilder("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>");
    html.append(StringEscapeUtils.escapeXml11(plan.protocol().title())).append("</p><ul>");
    List<ActivityOutcome> activities = plan.activities();
    for (ActivityOutcome activity : activities) {
      html.append("<li>")
          .append(StringEscapeUtils.escapeXml11(activity.definition().title()))
          .append("</li>");
    }
    return Fhir.object()
        .put("status", "generated")
        .put("div", html.append("</ul></div>").toString());
  }
}
