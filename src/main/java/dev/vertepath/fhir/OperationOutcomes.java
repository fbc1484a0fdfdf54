package dev.vertepath.fhir;

import dev.vertepath.record.RecordException.Problem;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;

/** Problems as FHIR tells them (R4 operationoutcome.html). */
final class OperationOutcomes {

  private OperationOutcomes() {}

  static OperationOutcome of(List<Problem> problems) {
    var outcome = new OperationOutcome();
    for (Problem problem : problems) {
      OperationOutcomeIssueComponent issue =
          outcome
              .addIssue()
              .setSeverity(IssueSeverity.ERROR)
              .setCode(IssueType.fromCode(problem.code()))
              .setDiagnostics(problem.diagnostics());
      if (problem.expression() != null) {
        issue.addExpression(problem.expression());
      }
    }
    return outcome;
  }
}
