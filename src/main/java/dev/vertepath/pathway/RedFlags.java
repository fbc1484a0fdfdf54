package dev.vertepath.pathway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The red flags after operations: findings, conditions and complications whose code is one.
 *
 * <p>No source verifies a threshold, so the code alone raises a flag and a person judges it. Pain
 * is none: a score that rises shows in the goal.
 */
final class RedFlags {
  private static final Set<String> ABSENT = Set.of("absent", "negative", "neg", "no", "n");

  private final Chart chart;
  private final Acts acts;
  private final List<Operation> operations;
  private final Duration lasting;
  private final TreeMap<String, RedFlag> raised = new TreeMap<>();
  private final List<Withdrawal> withdrawn = new ArrayList<>();

  /**
   * @param lasting how long after its end a finding still belongs to an operation
   */
  RedFlags(Chart chart, List<Operation> operations, Duration lasting) {
    this.chart = chart;
    this.acts = new Acts(chart.facts().acts());
    this.operations = operations.stream().filter(Operation::begun).toList();
    this.lasting = lasting;
    chart.facts().observations().forEach(this::look);
    chart.facts().conditions().forEach(this::look);
    this.operations.forEach(this::look);
  }

  List<RedFlag> all() {
    return List.copyOf(raised.values());
  }

  List<Withdrawal> withdrawn() {
    return Collections.unmodifiableList(withdrawn);
  }

  private void look(ObservationFact o) {
    var codes = new ArrayList<Code>();
    if (!Boolean.FALSE.equals(o.truth()) && !absent(o.valueCodes())) {
      codes.addAll(o.codes());
      codes.addAll(o.valueCodes());
    }
    if (EvidenceReader.isEvidence(o)) {
      raise(codes, o.effective(), o.source());
    } else {
      withdraw(codes, o.source(), "the finding is " + o.status());
    }
  }

  private static boolean absent(Set<Code> values) {
    return values.stream().anyMatch(c -> ABSENT.contains(c.code().toLowerCase(Locale.ROOT)));
  }

  private void look(ConditionFact condition) {
    var as = new Fracture(condition, Set.of(), Set.of());
    if (as.wrong()) {
      String status = String.valueOf(condition.verificationStatus());
      withdraw(condition.codes(), condition.source(), "the finding is " + status);
    } else {
      raise(condition.codes(), as.begun(), condition.source());
    }
  }

  private void look(Operation operation) {
    for (ProcedureFact procedure : operation.members()) {
      for (Code code : procedure.complications()) {
        if (Seed.CODES.is(code, "red-flag")) {
          raise(code, operation.to(), procedure.source(), operation);
        }
      }
    }
  }

  private void raise(Iterable<Code> codes, Instant at, Source evidence) {
    Operation operation = before(at);
    for (Code code : codes) {
      if (operation != null && Seed.CODES.is(code, "red-flag")) {
        raise(code, at, evidence, operation);
      }
    }
  }

  /** The last operation that had begun by then, if the finding is within its time. */
  private @Nullable Operation before(Instant at) {
    return operations.stream()
        .filter(o -> !o.from().isAfter(at) && !at.isAfter(o.to().plus(lasting)))
        .max(Comparator.comparing(Operation::from).thenComparing(Operation::root))
        .orElse(null);
  }

  private void raise(Code code, Instant at, Source evidence, Operation operation) {
    String reviewKey = "red-flag-review/" + evidence.reference();
    WorkStatus person = acts.status(reviewKey);
    Act act = acts.on(reviewKey);
    String key = "red-flag/" + evidence.reference() + "/" + code.code();
    raised.put(
        key,
        new RedFlag(
            key,
            reviewKey,
            code,
            "Red flag on " + chart.calendar().day(at) + " after the procedure " + operation.root(),
            evidence,
            at,
            chart.calendar().endOf(chart.calendar().day(at)),
            person == null ? WorkStatus.OPEN : person,
            person == null || act == null ? null : act.reason(),
            operation.completed() ? operation.planKey() : null));
  }

  /** A person still closes the review: the machine only tells what became of the finding. */
  private void withdraw(Iterable<Code> codes, Source evidence, String reason) {
    for (Code code : codes) {
      if (Seed.CODES.is(code, "red-flag")) {
        withdrawn.add(new Withdrawal("red-flag/" + evidence.reference(), reason));
        withdrawn.add(new Withdrawal("red-flag-review/" + evidence.reference(), reason));
        return;
      }
    }
  }
}
