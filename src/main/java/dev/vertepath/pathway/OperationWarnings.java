package dev.vertepath.pathway;

import dev.vertepath.pathway.Warning.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What a person should look at in an operation. Nothing that happened is refused. */
final class OperationWarnings {
  private static final int MANY_LEVELS = 3;

  private final Operation operation;
  private final List<Warning> all = new ArrayList<>();

  /**
   * @param fractures those that it serves
   * @param ordered orders that count, named or not, that it is based on or that serve its fractures
   */
  OperationWarnings(Operation operation, List<Fracture> fractures, List<OrderFact> ordered) {
    this.operation = operation;
    if (operation.begun()) {
      levelsWithoutFracture(fractures);
      if (operation.levels().size() > MANY_LEVELS) {
        warn(
            "more-than-three-levels",
            "",
            "More than three levels were treated in one session: "
                + VertebralLevels.text(operation.levels()));
      }
      if (ordered.isEmpty()) {
        warn(
            "procedure-without-order",
            "",
            "No order for this procedure is recorded. Send the ServiceRequest and name it in"
                + " Procedure.basedOn.");
      }
      if (operation.completed() && operation.end() == null) {
        withoutTime();
      }
    }
  }

  List<Warning> all() {
    return Collections.unmodifiableList(all);
  }

  private void levelsWithoutFracture(List<Fracture> fractures) {
    boolean levelUnknown = fractures.stream().anyMatch(f -> !f.wrong() && f.levels().isEmpty());
    for (Vertebra level : operation.levels()) {
      boolean known = fractures.stream().anyMatch(f -> open(f) && f.levels().contains(level));
      if (!known && !levelUnknown) {
        warn(
            "level-without-fracture",
            "/" + level,
            "The level "
                + VertebralLevels.text(Set.of(level))
                + " was treated, but no fracture of"
                + " it is recorded as open.");
      }
    }
  }

  /** An end without a date may have come after the operation. */
  private boolean open(Fracture fracture) {
    Instant abatement = fracture.condition().abatement();
    return !fracture.wrong() && (abatement == null || abatement.isAfter(operation.from()));
  }

  private void withoutTime() {
    warn(
        "procedure-without-time",
        "",
        "The procedure is completed without an end: its follow-up counts from when "
            + (operation.start() == null ? "it was recorded" : "it started")
            + ". Send Procedure.performedPeriod.end.");
  }

  private void warn(String code, String detail, String text) {
    all.add(
        new Warning(
            "warning/" + code + "/" + operation.root() + detail,
            code,
            Severity.MODERATE,
            text,
            operation.sources(),
            null,
            null));
  }
}
