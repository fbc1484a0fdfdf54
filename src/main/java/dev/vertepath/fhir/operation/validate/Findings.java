package dev.vertepath.fhir.operation.validate;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.utilities.validation.ValidationMessage.IssueSeverity;
import org.hl7.fhir.utilities.validation.ValidationMessage.IssueType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was found, as an OperationOutcome tells it: the gravest first. */
final class Findings {

  private record Finding(
      IssueSeverity severity, String code, @Nullable String place, String diagnostics) {}

  private final List<Finding> all = new ArrayList<>();

  void add(ValidationMessage message) {
    IssueType type = message.getType();
    add(
        message.getLevel(),
        type == null || type == IssueType.NULL ? "processing" : type.toCode(),
        message.getLocation(),
        message.getMessage());
  }

  /** What the server itself would refuse. */
  void add(List<Problem> problems) {
    problems.forEach(p -> add(IssueSeverity.ERROR, p.code(), p.expression(), p.diagnostics()));
  }

  void add(IssueSeverity severity, String code, @Nullable String place, String diagnostics) {
    var finding = new Finding(severity, code, place, diagnostics);
    if (!all.contains(finding)) {
      all.add(finding);
    }
  }

  boolean hasErrors() {
    return all.stream().anyMatch(f -> f.severity().isError());
  }

  /**
   * @param fine what is said when there is nothing to say
   */
  byte[] outcome(String fine) {
    ObjectNode outcome = Json.MAPPER.createObjectNode().put("resourceType", "OperationOutcome");
    ArrayNode issues = outcome.putArray("issue");
    if (all.isEmpty()) {
      add(IssueSeverity.INFORMATION, "informational", null, fine);
    }
    all.stream()
        .sorted(Comparator.comparing(Finding::severity))
        .forEach(finding -> write(issues.addObject(), finding));
    return Json.MAPPER.writeValueAsBytes(outcome);
  }

  private static void write(ObjectNode issue, Finding finding) {
    issue
        .put("severity", finding.severity().toCode())
        .put("code", finding.code())
        .put("diagnostics", finding.diagnostics());
    if (finding.place() != null && !finding.place().isEmpty()) {
      issue.putArray("expression").add(finding.place());
    }
  }
}
