package dev.vertepath.desk.patient;

import dev.vertepath.desk.frame.Legible;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A plan with its activities and goals.
 *
 * @param begin when the operation had ended
 */
record Plan(
    Shown plan,
    String title,
    String status,
    String description,
    @Nullable Instant begin,
    List<Activity> activities,
    List<Goal> goals) {

  /** A status of work that is still to be done. */
  static final Set<String> OPEN =
      Set.of("requested", "received", "accepted", "ready", "in-progress", "on-hold", "active");

  /**
   * An activity.
   *
   * @param work the Task or CommunicationRequest on which the work is done
   * @param code as in {@code early-check}
   * @param outcome the page of what came of it; null for nothing yet
   */
  record Activity(
      Shown work,
      String code,
      String title,
      String status,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean late,
      String reason,
      @Nullable String outcome) {

    public boolean isOpen() {
      return OPEN.contains(status);
    }
  }

  /**
   * A goal.
   *
   * @param highest the score that would meet it; null without one
   */
  record Goal(
      Shown goal,
      String code,
      String title,
      String achievement,
      @Nullable BigDecimal highest,
      @Nullable Instant due,
      String note) {}

  /** Newest first. */
  static List<Plan> of(Chart chart) {
    return chart.valid("CarePlan").stream()
        .filter(plan -> plan.kind().equals("plan"))
        .map(plan -> of(plan, chart))
        .sorted(
            Comparator.comparing(
                    Plan::begin, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
                .reversed())
        .toList();
  }

  private static Plan of(Shown plan, Chart chart) {
    List<Activity> activities = new ArrayList<>();
    for (JsonNode activity : Shown.each(plan.body().path("activity"))) {
      chart
          .find(activity.path("reference"))
          .flatMap(resource -> work(resource, chart))
          .map(work -> activity(work, activity, chart))
          .ifPresent(activities::add);
    }
    List<Goal> goals = new ArrayList<>();
    for (JsonNode goal : Shown.each(plan.body().path("goal"))) {
      chart.find(goal).map(found -> goal(found, chart)).ifPresent(goals::add);
    }
    return new Plan(
        plan,
        plan.text("/title"),
        plan.status(),
        plan.text("/description"),
        chart.start(plan.text("/period/start")),
        activities,
        goals);
  }

  /** What is proposed is worked on in a Task of the same key. */
  private static Optional<Shown> work(Shown resource, Chart chart) {
    return resource.key().type().equals("ServiceRequest")
        ? chart.item("Task", resource.workItem()).or(() -> Optional.of(resource))
        : Optional.of(resource);
  }

  static Activity activity(Shown work, JsonNode entry, Chart chart) {
    boolean task = work.key().type().equals("Task");
    String period = task ? "/restriction/period" : "/occurrencePeriod";
    Instant to = chart.end(work.text(period + "/end"));
    boolean open = OPEN.contains(work.status());
    String outcome = entry.at("/outcomeReference/0/reference").asString("");
    String code = task ? work.own("code", "follow-up") : work.own("category", "follow-up");
    return new Activity(
        work,
        code,
        Legible.of(work.text(task ? "/description" : "/payload/0/contentString")),
        work.status(),
        chart.start(work.text(period + "/start")),
        to,
        open && to != null && to.isBefore(chart.now()),
        reason(work, open),
        chart.find(outcome).map(Shown::path).orElse(null));
  }

  /** Why it is so; of work that is still to be done, what was noted last. */
  private static String reason(Shown work, boolean open) {
    String told = work.words("statusReason");
    JsonNode notes = work.body().path("note");
    return open && told.isEmpty() && !notes.isEmpty()
        ? notes.path(notes.size() - 1).path("text").asString("")
        : told;
  }

  private static Goal goal(Shown goal, Chart chart) {
    JsonNode high = goal.body().at("/target/0/detailRange/high/value");
    return new Goal(
        goal,
        goal.own("description", "goal"),
        goal.words("description"),
        goal.text("/achievementStatus/coding/0/code"),
        high.isNumber() ? high.decimalValue() : null,
        chart.end(goal.text("/target/0/dueDate")),
        Legible.of(goal.text("/note/0/text")));
  }
}
