package dev.vertepath.care;

import dev.vertepath.pathway.GoalOutcome;
import dev.vertepath.pathway.GoalOutcome.Achievement;
import dev.vertepath.pathway.PlanOutcome;
import dev.vertepath.pathway.Source;
import java.math.BigDecimal;
import java.time.ZoneId;
import tools.jackson.databind.node.ObjectNode;

/** Writes the goals of a plan. Goals without a score are a person's to judge. */
final class GoalWriter {

  private final WorkItems items;
  private final String patient;
  private final ZoneId zone;

  GoalWriter(WorkItems items, String patient, ZoneId zone) {
    this.items = items;
    this.patient = patient;
    this.zone = zone;
  }

  void write(PlanOutcome plan, GoalOutcome outcome) {
    WorkItem item = items.open("Goal", outcome.key());
    boolean scored =
        outcome.definition().minimumDrop() != null
            || outcome.definition().minimumDropShare() != null;
    lifecycle(item, plan, outcome);
    ObjectNode goal = item.body();
    if (scored || !goal.has("achievementStatus")) {
      Achievement achievement = outcome.achievement();
      goal.set(
          "achievementStatus",
          Fhir.concept(
              achievement.code().replace('-', ' '),
              Fhir.coding(Systems.ACHIEVEMENT, achievement.code())));
    }
    goal.set(
        "description",
        Fhir.concept(
            outcome.definition().title(), Fhir.coding(Systems.GOAL, outcome.definition().code())));
    goal.set("subject", Fhir.reference(patient));
    goal.put("startDate", Fhir.day(plan.procedureEnd(), zone));
    goal.set("target", Fhir.array(target(outcome)));
    if (!plan.fractures().isEmpty()) {
      goal.set("addresses", Fhir.references(plan.fractures()));
    } else {
      goal.remove("addresses");
    }
    Source baseline = outcome.baselineSource();
    item.note(
        baseline == null
            ? null
            : "Baseline: %s of 10 (%s).".formatted(outcome.baseline(), baseline.versioned()));
    Source latest = outcome.latestSource();
    if (latest != null) {
      goal.set("outcomeReference", Fhir.array(Fhir.reference(latest.reference())));
    } else if (scored) {
      goal.remove("outcomeReference");
    }
  }

  private static void lifecycle(WorkItem goal, PlanOutcome plan, GoalOutcome outcome) {
    String status =
        outcome.cancelled()
            ? "cancelled"
            : plan.status() == PlanOutcome.Status.COMPLETED ? "completed" : "active";
    // A goal that a person ended stays ended.
    if (!goal.hasPersonsStatus() || (!goal.isOver() && WorkItem.isOver(status))) {
      goal.give(status);
    }
    String reason = plan.reason();
    if (outcome.cancelled() && reason != null && !goal.hasPersonsStatus()) {
      goal.body().put("statusReason", reason);
    } else if (!goal.hasPersonsStatus()) {
      goal.body().remove("statusReason");
    }
  }

  private ObjectNode target(GoalOutcome outcome) {
    ObjectNode target = Fhir.object();
    BigDecimal score = outcome.target();
    if (score != null) {
      target.set(
          "measure", Fhir.concept("Pain score of 0 to 10", Fhir.coding(Systems.LOINC, "72514-3")));
      ObjectNode range = Fhir.object();
      range.set("high", Fhir.quantity(score, "{score}"));
      target.set("detailRange", range);
    }
    target.put("dueDate", Fhir.day(outcome.due(), zone));
    return target;
  }
}
