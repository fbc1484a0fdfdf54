package dev.vertepath.care;

import dev.vertepath.pathway.CaseState;
import dev.vertepath.pathway.PatientPathway;

/**
 * Work items that exist while the facts no longer call for them: a correction upstream corrects
 * them too. They are closed and say why; a red flag stays for a person to close.
 */
final class Withdrawn {

  private static final String UNKNOWN = "nothing on record calls for this any longer";

  private final WorkItems items;
  private final PatientPathway pathway;

  Withdrawn(WorkItems items, PatientPathway pathway) {
    this.items = items;
    this.pathway = pathway;
  }

  void close() {
    for (ItemKey key : items.forsaken()) {
      WorkItem item = items.withdraw(key);
      if (!item.isOver()) {
        close(item, pathway.whyWithdrawn(key.key()).orElse(UNKNOWN));
      }
    }
  }

  private void close(WorkItem item, String reason) {
    switch (item.key().type()) {
      case "Task" -> {
        if (!item.key().key().startsWith("red-flag-review/")) {
          item.give("cancelled");
        }
        if (item.key().key().startsWith("case/")) {
          item.giveBusinessStatus(Systems.CASE_STATE, CaseState.CLOSED.code());
        }
        item.body().set("statusReason", Fhir.concept(reason));
      }
      case "CarePlan" -> {
        item.give("revoked");
        item.note("Ended: " + reason + ".");
        NextDue.remove(item);
      }
      case "Goal" -> {
        item.give("cancelled");
        item.body().put("statusReason", reason);
      }
      case "CommunicationRequest" -> {
        item.give("revoked");
        item.body().set("statusReason", Fhir.concept(reason));
      }
      case "ServiceRequest" -> item.give("revoked");
      case "GuidanceResponse" -> item.give("entered-in-error");
      case "DetectedIssue" -> withdrawIssue(item);
      default -> {
        // A Flag: only a person closes it.
      }
    }
  }

  /**
   * What was not there after all leaves no trace but its versions, unless a person dealt with it.
   */
  private void withdrawIssue(WorkItem issue) {
    boolean touched =
        issue.hasPersonsStatus()
            || ResourceReader.each(issue.body().path("mitigation")).stream()
                .anyMatch(AlertWriter::isPersons);
    if (touched) {
      issue.give("cancelled");
    } else {
      items.remove(issue.key());
    }
  }
}
