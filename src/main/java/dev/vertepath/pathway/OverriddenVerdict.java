package dev.vertepath.pathway;

import dev.vertepath.pathway.CriterionResult.Status;
import dev.vertepath.pathway.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An order that was given against the verdict of its day: it proceeds, and is kept in sight. */
final class OverriddenVerdict {
  private static final String CODE = "ordered-against-verdict";

  private OverriddenVerdict() {}

  /** The warning; empty when the criteria were met when the order was given. */
  static Optional<Warning> warning(
      OrderFact order, Fracture fracture, Candidacy candidacy, FacilityCalendar calendar) {
    Verdict verdict = candidacy.at(calendar.latest(order.authoredOn()));
    if (verdict.outcome() == Outcome.MEETS_CRITERIA_FOR_SPECIALIST_REVIEW) {
      return Optional.empty();
    }
    var implicated = new ArrayList<Source>();
    implicated.add(order.source());
    implicated.add(fracture.condition().source());
    var against = new ArrayList<String>();
    for (CriterionResult result : verdict.criteria()) {
      if (against(result, verdict.outcome())) {
        against.add(result.criterion().code() + " (" + result.finding() + ")");
        Source evidence = result.evidence();
        if (evidence != null && !implicated.contains(evidence)) {
          implicated.add(evidence);
        }
      }
    }
    return Optional.of(
        new Warning(
            "warning/" + CODE + "/" + order.source().reference() + "/" + fracture.reference(),
            CODE,
            verdict.outcome() == Outcome.CONTRAINDICATION_PRESENT
                ? Warning.Severity.HIGH
                : Warning.Severity.MODERATE,
            "Ordered for "
                + fracture.text()
                + " against the verdict "
                + verdict.outcome().code()
                + " of "
                + verdict.rule()
                + ": "
                + String.join("; ", against),
            List.copyOf(implicated),
            mitigation(order),
            order.requester()));
  }

  private static String mitigation(OrderFact order) {
    String reason = order.reasonText();
    return "Ordered by "
        + order.requester()
        + (reason == null || reason.isBlank() ? ", no reason given" : ": " + reason);
  }

  private static boolean against(CriterionResult result, Outcome outcome) {
    return switch (result.criterion().weight()) {
      case CAUTION -> false;
      case REQUIRED ->
          (outcome == Outcome.DOES_NOT_MEET && result.status() == Status.NOT_MET)
              || (outcome == Outcome.INSUFFICIENT_INFORMATION && result.status() == Status.UNKNOWN);
      case ABSOLUTE_CONTRAINDICATION ->
          (outcome == Outcome.CONTRAINDICATION_PRESENT && result.status() == Status.MET)
              || (outcome == Outcome.INSUFFICIENT_INFORMATION && result.status() == Status.UNKNOWN);
    };
  }
}
