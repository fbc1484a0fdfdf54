package dev.vertepath.pathway;

import java.util.List;
import java.util.Set;

/** The evidence that a case wants: one request for every criterion that inquires. */
final class EvidenceRequests {
  private static final Set<CaseState> PAST =
      Set.of(CaseState.IN_PROCEDURE, CaseState.FOLLOW_UP, CaseState.COMPLETED, CaseState.CLOSED);

  private EvidenceRequests() {}

  static List<EvidenceRequest> of(
      Fracture fracture, Verdict verdict, CaseProgress progress, Acts acts) {
    return verdict.criteria().stream()
        .filter(result -> result.criterion().inquires())
        .map(result -> request(fracture, result, progress, acts))
        .toList();
  }

  private static EvidenceRequest request(
      Fracture fracture, CriterionResult result, CaseProgress progress, Acts acts) {
    Criterion criterion = result.criterion();
    String key = "evidence/" + fracture.reference() + "/" + criterion.code();
    WorkStatus person = acts.status(key);
    if (person != null) {
      return new EvidenceRequest(key, criterion, person, null, null);
    }
    if (result.status() != CriterionResult.Status.UNKNOWN) {
      return new EvidenceRequest(key, criterion, WorkStatus.DONE, result.evidence(), null);
    }
    return PAST.contains(progress.state())
        ? new EvidenceRequest(key, criterion, WorkStatus.CANCELLED, null, past(progress))
        : new EvidenceRequest(key, criterion, WorkStatus.OPEN, null, null);
  }

  private static String past(CaseProgress progress) {
    if (progress.state() != CaseState.CLOSED) {
      return "the procedure has begun; the verdict stands as it was then";
    }
    CloseReason reason = progress.closeReason();
    return "the case is closed" + (reason == null ? "" : ": " + reason.code());
  }
}
