package dev.vertepath.care;

import dev.vertepath.pathway.ActivityDefinition;
import dev.vertepath.pathway.ActivityOutcome;
import dev.vertepath.pathway.PlanOutcome;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Writes the activities of a plan as the resources that stand for them. */
final class FollowUpWriter {

  private final WorkItems items;
  private final String patient;

  FollowUpWriter(WorkItems items, String patient) {
    this.items = items;
    this.patient = patient;
  }

  void write(PlanOutcome plan, ActivityOutcome activity) {
    switch (activity.definition().resource()) {
      case TASK -> task(plan, activity, plan.procedures().getFirst().reference());
      case COMMUNICATION_REQUEST -> communication(plan, activity);
      case SERVICE_REQUEST_WITH_TASK -> {
        proposal(plan, activity);
        task(plan, activity, ItemKey.reference("ServiceRequest", activity.key()));
      }
    }
  }

  private void task(PlanOutcome plan, ActivityOutcome activity, String focus) {
    WorkItem item = items.open("Task", activity.key());
    Tasks.progress(item, activity.status(), activity.output(), activity.reason());
    item.giveWindow(activity.window());
    ObjectNode task = item.body();
    task.put("intent", "plan");
    String title = activity.definition().title();
    task.set("code", Tasks.code(title, "follow-up", codings(activity.definition())));
    task.put("description", title);
    task.set("basedOn", Fhir.array(Fhir.reference(ItemKey.reference("CarePlan", plan.key()))));
    task.set("focus", Fhir.reference(focus));
    task.set("for", Fhir.reference(patient));
    task.put("authoredOn", Fhir.time(plan.procedureEnd()));
  }

  private void communication(PlanOutcome plan, ActivityOutcome activity) {
    WorkItem item = items.open("CommunicationRequest", activity.key());
    item.progress(activity.status(), "active", "completed", "revoked");
    item.giveReason(activity.reason());
    request(item, plan, activity);
    ObjectNode request = item.body();
    String title = activity.definition().title();
    request.set("category", Fhir.array(Fhir.concept(title, codings(activity.definition()))));
    request.set("payload", Fhir.array(Fhir.object().put("contentString", title)));
  }

  private void proposal(PlanOutcome plan, ActivityOutcome activity) {
    WorkItem item = items.open("ServiceRequest", activity.key());
    switch (activity.status()) {
      // A person spoke of the Task; the request follows it.
      case DONE_BY_PERSON -> item.giveUnlessSaid("completed");
      case CANCELLED_BY_PERSON -> item.giveUnlessSaid("revoked");
      default -> item.progress(activity.status(), "active", "completed", "revoked");
    }
    request(item, plan, activity);
    ObjectNode request = item.body();
    request.put("intent", "proposal");
    request.set(
        "code", Fhir.concept(activity.definition().title(), codings(activity.definition())));
    if (plan.fractures().isEmpty()) {
      request.remove("reasonReference");
    } else {
      request.set("reasonReference", Fhir.references(plan.fractures()));
    }
  }

  private void request(WorkItem item, PlanOutcome plan, ActivityOutcome activity) {
    ObjectNode request = item.body();
    request.set("basedOn", Fhir.array(Fhir.reference(ItemKey.reference("CarePlan", plan.key()))));
    request.set("subject", Fhir.reference(patient));
    item.giveOccurrence(activity.window());
    request.put("authoredOn", Fhir.time(plan.procedureEnd()));
  }

  private static ObjectNode[] codings(ActivityDefinition definition) {
    List<ObjectNode> codings = new ArrayList<>();
    codings.add(Fhir.coding(Systems.FOLLOW_UP, definition.code()));
    definition.snomed().forEach(code -> codings.add(Fhir.coding(code.system(), code.code())));
    return codings.toArray(ObjectNode[]::new);
  }
}
