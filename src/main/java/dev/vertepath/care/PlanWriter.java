package dev.vertepath.care;

import dev.vertepath.pathway.ActivityDefinition.Resource;
import dev.vertepath.pathway.ActivityOutcome;
import dev.vertepath.pathway.PlanOutcome;
import dev.vertepath.pathway.Source;
import dev.vertepath.pathway.WorkStatus;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.StringEscapeUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a plan as a CarePlan with its activities, after the Multiple Chronic Conditions guide:
 * activities refer to real resources, and outcomes to what happened.
 */
final class PlanWriter {

  private final WorkItems items;
  private final String patient;
  private final FollowUpWriter followUps;
  private final GoalWriter goals;

  /**
   * @param zone the facility's, in whose days goals are due
   */
  PlanWriter(WorkItems items, String patient, ZoneId zone) {
    this.items = items;
    this.patient = patient;
    this.followUps = new FollowUpWriter(items, patient);
    this.goals = new GoalWriter(items, patient, zone);
  }

  void write(PlanOutcome plan) {
    plan.activities().forEach(activity -> followUps.write(plan, activity));
    plan.goals().forEach(goal -> goals.write(plan, goal));
    WorkItem item = items.open("CarePlan", plan.key());
    item.giveUnlessSaid(plan.status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    String reason = plan.reason();
    item.note(reason == null || item.hasPersonsStatus() ? null : "Ended: " + reason + ".");
    ObjectNode care = item.body();
    care.set("text", narrative(plan));
    care.put("intent", "plan");
    care.set(
        "instantiatesCanonical",
        Fhir.object().arrayNode().add(plan.protocol().url() + "|" + plan.protocol().version()));
    care.set(
        "category",
        Fhir.array(
            Fhir.concept(
                "Assessment and plan of treatment",
                Fhir.coding(Systems.CAREPLAN_CATEGORY, "assess-plan"),
                Fhir.coding(Systems.SNOMED, "734163000", "Care plan"))));
    care.put("title", plan.protocol().title());
    String levels = Tasks.levels(plan.levels());
    care.put(
        "description", levels.isEmpty() ? "Levels treated: not told" : "Levels treated: " + levels);
    care.set("subject", Fhir.reference(patient));
    care.set("period", Fhir.period(plan.procedureEnd(), plan.end()));
    if (plan.fractures().isEmpty()) {
      care.remove("addresses");
    } else {
      care.set("addresses", Fhir.references(plan.fractures()));
    }
    item.keep(
        "supportingInfo",
        info -> !info.path("reference").asString("").startsWith("Procedure/"),
        plan.procedures().stream()
            .map(p -> Fhir.reference(p.reference()))
            .toArray(ObjectNode[]::new));
    item.keep(
        "goal",
        goal -> !ItemKey.isLikely(goal.path("reference").asString("")),
        plan.goals().stream()
            .map(g -> Fhir.reference(ItemKey.reference("Goal", g.key())))
            .toArray(ObjectNode[]::new));
    Map<String, JsonNode> before = new HashMap<>();
    for (JsonNode activity : ResourceReader.each(care.path("activity"))) {
      before.put(reference(activity), activity);
    }
    item.keep(
        "activity",
        activity -> !ItemKey.isLikely(reference(activity)),
        plan.activities().stream()
            .map(activity -> activity(activity, before))
            .toArray(ObjectNode[]::new));
    NextDue.note(item, plan.activities().stream().flatMap(a -> work(a).stream()).toList());
  }

  /** The item on which the work of an activity is done. */
  private Optional<WorkItem> work(ActivityOutcome activity) {
    boolean told = activity.definition().resource() == Resource.COMMUNICATION_REQUEST;
    return Optional.ofNullable(
        items.opened(told ? "CommunicationRequest" : "Task", activity.key()));
  }

  private static String reference(JsonNode activity) {
    return activity.path("reference").path("reference").asString("");
  }

  private ObjectNode activity(ActivityOutcome activity, Map<String, JsonNode> before) {
    String reference =
        ItemKey.reference(
            switch (activity.definition().resource()) {
              case TASK -> "Task";
              case COMMUNICATION_REQUEST -> "CommunicationRequest";
              case SERVICE_REQUEST_WITH_TASK -> "ServiceRequest";
            },
            activity.key());
    // What persons wrote of its progress stays.
    ObjectNode entry =
        before.get(reference) instanceof ObjectNode there ? there.deepCopy() : Fhir.object();
    entry.set("reference", Fhir.reference(reference));
    Set<String> outcomes = outcomes(activity);
    if (outcomes.isEmpty()) {
      entry.remove("outcomeReference");
    } else {
      entry.set("outcomeReference", Fhir.references(outcomes));
    }
    return entry;
  }

  /** What completed it; of what a person completed the output they gave, else the item itself. */
  private Set<String> outcomes(ActivityOutcome activity) {
    Set<String> outcomes = new LinkedHashSet<>();
    Source output = activity.output();
    if (output != null) {
      outcomes.add(output.reference());
    } else if (activity.status() == WorkStatus.DONE_BY_PERSON) {
      work(activity).ifPresent(item -> outcomes.addAll(outcomes(item)));
    }
    return outcomes;
  }

  private static Set<String> outcomes(WorkItem item) {
    Set<String> outcomes = new LinkedHashSet<>();
    for (JsonNode given : ResourceReader.each(item.body().path("output"))) {
      outcomes.add(given.path("valueReference").path("reference").asString(""));
    }
    outcomes.removeIf(reference -> reference.isEmpty() || reference.startsWith("#"));
    return outcomes.isEmpty() ? Set.of(item.key().reference()) : outcomes;
  }

  private static ObjectNode narrative(PlanOutcome plan) {
    var html = new StringBuilder("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>");
    html.append(StringEscapeUtils.escapeXml11(plan.protocol().title())).append("</p><ul>");
    for (ActivityOutcome activity : plan.activities()) {
      html.append("<li>")
          .append(StringEscapeUtils.escapeXml11(activity.definition().title()))
          .append("</li>");
    }
    return Fhir.object()
        .put("status", "generated")
        .put("div", html.append("</ul></div>").toString());
  }
}
