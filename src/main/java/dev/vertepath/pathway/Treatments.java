package dev.vertepath.pathway;

import dev.vertepath.pathway.Activities.Progress;
import dev.vertepath.pathway.ActivityDefinition.Kind;
import dev.vertepath.pathway.PainScores.Score;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a registry counts of the operations that were completed. */
final class Treatments {

  private final Chart chart;
  private final List<Operation> begun;

  Treatments(Chart chart, List<Operation> operations) {
    this.chart = chart;
    this.begun = operations.stream().filter(Operation::begun).toList();
  }

  Treatment of(PlannedFollowUp plan) {
    Operation operation = plan.operation();
    List<Fracture> served = plan.fractures().stream().filter(f -> !f.wrong()).toList();
    Set<Vertebra> levels = EnumSet.noneOf(Vertebra.class);
    levels.addAll(operation.levels());
    if (levels.isEmpty()) {
      served.forEach(fracture -> levels.addAll(fracture.levels()));
    }
    Score before = chart.pain().before(operation.from());
    return new Treatment(
        operation.planKey(),
        operation.root(),
        served.stream().map(Fracture::caseKey).collect(Collectors.toUnmodifiableSet()),
        served.stream().map(Fracture::cause).collect(Collectors.toUnmodifiableSet()),
        levels,
        operation.from(),
        operation.to(),
        plan.stopped(),
        value(before),
        plan.activities().all().stream()
            .filter(one -> one.definition().kind() == Kind.REVIEW)
            .map(this::review)
            .toList(),
        Complications.of(
            chart,
            operation,
            levels,
            plan.fractures(),
            begun,
            plan.activities().end(operation.to())));
  }

  private Treatment.Review review(Progress progress) {
    return new Treatment.Review(
        progress.definition().code(),
        progress.window().end(),
        progress.isDone(),
        value(chart.pain().first(progress.window())));
  }

  private static @Nullable BigDecimal value(@Nullable Score score) {
    return score == null ? null : score.value();
  }
}
