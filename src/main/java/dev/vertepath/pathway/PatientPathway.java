package dev.vertepath.pathway;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that follows from a patient's facts.
 *
 * @param withdrawn why work that may have been made of earlier facts is no longer warranted
 */
public record PatientPathway(
    List<CaseOutcome> cases,
    List<PlanOutcome> plans,
    List<Treatment> treatments,
    List<RedFlag> redFlags,
    List<Warning> warnings,
    List<Withdrawal> withdrawn) {

  /** Why a work item that exists is no longer here; empty when nothing is known of it. */
  public Optional<String> whyWithdrawn(String key) {
    return withdrawn.stream()
        .filter(w -> w.covers(key))
        .max(Comparator.comparingInt(w -> w.prefix().length()))
        .map(Withdrawal::reason);
  }
}
