package dev.vertepath.pathway;

import java.util.List;
import java.util.Optional;

/** A pathway to look at. What is asked for must be there. */
record Seen(PatientPathway pathway) {

  CaseOutcome onlyCase() {
    if (pathway.cases().size() != 1) {
      throw new AssertionError("one case is wanted, not " + pathway.cases());
    }
    return pathway.cases().getFirst();
  }

  CaseOutcome caseOf(String condition) {
    return one(
        pathway.cases().stream().filter(c -> c.fracture().reference().equals(condition)).toList(),
        condition);
  }

  CaseState state() {
    return onlyCase().state();
  }

  List<CaseState> states() {
    return onlyCase().transitions().stream().map(Transition::to).toList();
  }

  Verdict.Outcome verdict() {
    return onlyCase().verdict().outcome();
  }

  CriterionResult criterion(String code) {
    return one(
        onlyCase().verdict().criteria().stream()
            .filter(r -> r.criterion().code().equals(code))
            .toList(),
        code);
  }

  CriterionResult.Status status(String criterion) {
    return criterion(criterion).status();
  }

  EvidenceRequest request(String criterion) {
    return one(
        onlyCase().evidence().stream().filter(e -> e.criterion().code().equals(criterion)).toList(),
        criterion);
  }

  List<String> wanted() {
    return onlyCase().evidence().stream()
        .filter(e -> e.status() == WorkStatus.OPEN)
        .map(e -> e.criterion().code())
        .toList();
  }

  PlanOutcome plan() {
    return one(pathway.plans(), "plan");
  }

  ActivityOutcome activity(String code) {
    return one(
        plan().activities().stream().filter(a -> a.definition().code().equals(code)).toList(),
        code);
  }

  List<String> activities() {
    return plan().activities().stream().map(a -> a.definition().code()).toList();
  }

  GoalOutcome goal(String code) {
    return one(
        plan().goals().stream().filter(g -> g.definition().code().equals(code)).toList(), code);
  }

  RedFlag redFlag() {
    return one(pathway.redFlags(), "red flag");
  }

  List<String> warnings() {
    return pathway.warnings().stream().map(Warning::code).toList();
  }

  Warning warning(String code) {
    return one(pathway.warnings().stream().filter(w -> w.code().equals(code)).toList(), code);
  }

  Optional<String> whyWithdrawn(String key) {
    return pathway.whyWithdrawn(key);
  }

  private static <T> T one(List<T> found, String wanted) {
    if (found.size() != 1) {
      throw new AssertionError("one " + wanted + " is wanted, not " + found);
    }
    return found.getFirst();
  }
}
