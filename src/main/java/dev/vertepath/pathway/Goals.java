package dev.vertepath.pathway;

import dev.vertepath.pathway.GoalOutcome.Achievement;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The goals of a plan. Pain relief is measured by scores; what has no score stays in progress until
 * a person says otherwise.
 */
final class Goals {
  private Goals() {}

  /**
   * A goal as the facts show it.
   *
   * @param until scores later than this are none of the operation
   */
  static GoalOutcome of(
      GoalDefinition definition,
      Operation operation,
      PainScores pain,
      Instant until,
      PlanOutcome.Status plan) {
    boolean scored = definition.minimumDrop() != null || definition.minimumDropShare() != null;
    PainScores.Score baseline = scored ? pain.before(operation.from()) : null;
    PainScores.Score latest = scored ? pain.newest(operation.to(), until) : null;
    BigDecimal target = baseline == null ? null : target(definition, baseline.value());
    return new GoalOutcome(
        "goal/" + operation.root() + "/" + definition.code(),
        definition,
        operation.to().plus(definition.due()),
        achievement(baseline, target, latest, plan),
        baseline == null ? null : baseline.source(),
        baseline == null ? null : baseline.value(),
        target,
        latest == null ? null : latest.source(),
        latest == null ? null : latest.value(),
        plan == PlanOutcome.Status.REVOKED);
  }

  /**
   * The highest score that is a meaningful fall, by points or by share, whichever asks for less.
   */
  private static BigDecimal target(GoalDefinition definition, BigDecimal baseline) {
    BigDecimal drop = definition.minimumDrop();
    BigDecimal share = definition.minimumDropShare();
    BigDecimal byPoints = drop == null ? BigDecimal.ZERO : baseline.subtract(drop);
    BigDecimal byShare =
        share == null ? BigDecimal.ZERO : baseline.multiply(BigDecimal.ONE.subtract(share));
    return Scale.plain(byPoints.max(byShare));
  }

  private static Achievement achievement(
      PainScores.@Nullable Score baseline,
      @Nullable BigDecimal target,
      PainScores.@Nullable Score latest,
      PlanOutcome.Status plan) {
    if (baseline == null || target == null || latest == null) {
      return Achievement.IN_PROGRESS;
    }
    if (latest.value().compareTo(target) <= 0) {
      return Achievement.ACHIEVED;
    }
    if (plan == PlanOutcome.Status.COMPLETED) {
      return Achievement.NOT_ACHIEVED;
    }
    int change = latest.value().compareTo(baseline.value());
    if (change == 0) {
      return Achievement.NO_CHANGE;
    }
    return change < 0 ? Achievement.IMPROVING : Achievement.WORSENING;
  }
}
