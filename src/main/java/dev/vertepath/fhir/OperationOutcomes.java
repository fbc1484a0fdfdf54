package dev.vertepath.fhir;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException.Problem;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Problems as FHIR tells them (R4 operationoutcome.html). */
final class OperationOutcomes {

  private OperationOutcomes() {}

  /** As JSON, for an entry. */
  static ObjectNode tree(List<Problem> problems) {
    ObjectNode outcome = Json.MAPPER.createObjectNode().put("resourceType", "OperationOutcome");
    ArrayNode issues = outcome.putArray("issue");
    for (Problem problem : problems) {
      ObjectNode issue =
          issues
              .addObject()
              .put("severity", "error")
              .put("code", problem.code())
              .put("diagnostics", problem.diagnostics());
      if (problem.expression() != null) {
        issue.putArray("expression").add(problem.expression());
      }
    }
    return outcome;
  }

  /** That something went well, as JSON. */
  static ObjectNode well(String words) {
    ObjectNode outcome = Json.MAPPER.createObjectNode().put("resourceType", "OperationOutcome");
    outcome
        .putArray("issue")
        .addObject()
        .put("severity", "information")
        .put("code", "informational")
        .put("diagnostics", words);
    return outcome;
  }

  static byte[] information(String words) {
    return Json.MAPPER.writeValueAsBytes(well(words));
  }

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
