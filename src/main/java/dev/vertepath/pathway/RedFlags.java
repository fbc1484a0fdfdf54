package dev.vertepath.pathway;

import dev.vertepath.pathway.PainScores.Score;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The red flags after operations: findings, conditions and complications whose code is one, and
 * pain that rises again.
 *
 * <p>No source verifies a threshold, so the code alone raises a flag and a person judges it. A
 * review that was once made stays for a person, even when its finding is taken back.
 */
final class RedFlags {
  private static final String REVIEW = "red-flag-review/";
  private static final Set<String> ABSENT = Set.of("absent", "negative", "neg", "no", "n");

  /** Something that may be a red flag, whatever became of it. */
  private record Told(Set<Code> codes, Instant at, Source source, @Nullable String takenBack) {}

  private final Chart chart;
  private final Acts acts;
  private final FollowUpProtocol protocol;
  private final List<Operation> operations;
  private final TreeMap<String, RedFlag> raised = new TreeMap<>();
  private final List<Withdrawal> withdrawn = new ArrayList<>();

  RedFlags(Chart chart, List<Operation> operations, FollowUpProtocol protocol) {
    this.chart = chart;
    this.acts = new Acts(chart.facts().acts());
    this.protocol = protocol;
    this.operations = operations.stream().filter(Operation::begun).toList();
    chart.facts().observations().forEach(o -> look(told(o)));
    chart.facts().conditions().forEach(c -> look(told(c)));
    this.operations.forEach(this::complications);
    this.operations.forEach(this::risingPain);
    Set<String> lost = acts.under(REVIEW).filter(r -> !isRaised(r)).collect(Collectors.toSet());
    chart.facts().observations().forEach(o -> keep(told(o), lost));
    chart.facts().conditions().forEach(c -> keep(told(c), lost));
  }

  List<RedFlag> all() {
    return List.copyOf(raised.values());
  }

  /** Those of the operation, in the order of time. */
  List<RedFlag> of(Operation operation) {
    return raised.values().stream()
        .filter(f -> operation.planKey().equals(f.plan()))
        .sorted(Comparator.comparing(RedFlag::raisedAt))
        .toList();
  }

  /**
   * Whether a review is open of which nothing is known any longer, as when the finding was deleted;
   * it may be of any operation.
   */
  boolean unexplained() {
    return acts.under(REVIEW).anyMatch(r -> acts.status(r) == null && !isRaised(r));
  }

  List<Withdrawal> withdrawn() {
    return Collections.unmodifiableList(withdrawn);
  }

  private static Told told(ObservationFact o) {
    var codes = new HashSet<Code>();
    codes.addAll(o.codes());
    codes.addAll(o.valueCodes());
    String takenBack =
        !EvidenceReader.isEvidence(o)
            ? "the finding is " + o.status()
            : Boolean.FALSE.equals(o.truth()) || absent(o.valueCodes())
                ? "the finding is recorded as absent"
                : null;
    return new Told(codes, o.effective(), o.source(), takenBack);
  }

  private static boolean absent(Set<Code> values) {
    return values.stream().anyMatch(c -> ABSENT.contains(c.code().toLowerCase(Locale.ROOT)));
  }

  private static Told told(ConditionFact condition) {
    var as = new Fracture(condition, Set.of(), Set.of());
    String takenBack = as.wrong() ? "the finding is " + condition.verificationStatus() : null;
    return new Told(condition.codes(), as.begun(), condition.source(), takenBack);
  }

  private void look(Told told) {
    Operation operation = before(told.at());
    String takenBack = told.takenBack();
    for (Code code : told.codes()) {
      if (Seed.CODES.is(code, "red-flag") && takenBack == null && operation != null) {
        raise(code, "", told.at(), told.source(), operation, null);
      } else if (Seed.CODES.is(code, "red-flag") && takenBack != null) {
        withdrawn.add(new Withdrawal("red-flag/" + told.source().reference(), takenBack));
        withdrawn.add(new Withdrawal(REVIEW + told.source().reference(), takenBack));
      }
    }
  }

  /** What nothing raises any longer stays raised once a review was made of it. */
  private void keep(Told told, Set<String> lost) {
    if (lost.contains(REVIEW + told.source().reference())) {
      String takenBack = told.takenBack();
      String why = takenBack == null ? "the record was corrected" : takenBack;
      told.codes().stream()
          .filter(code -> Seed.CODES.is(code, "red-flag") || Seed.CODES.is(code, "pain-score"))
          .forEach(code -> raise(code, "", told.at(), told.source(), before(told.at()), why));
    }
  }

  private boolean isRaised(String review) {
    return raised.values().stream().anyMatch(flag -> flag.reviewKey().equals(review));
  }

  private void complications(Operation operation) {
    for (ProcedureFact procedure : operation.members()) {
      for (Code code : procedure.complications()) {
        if (Seed.CODES.is(code, "red-flag")) {
          raise(code, "", operation.to(), procedure.source(), operation, null);
        }
      }
    }
  }

  /** Pain above the lowest since the last score before the operation, by the protocol's points. */
  private void risingPain(Operation operation) {
    BigDecimal rise = protocol.painRise();
    Score lowest = chart.pain().before(operation.from());
    for (Score score : chart.pain().all()) {
      if (!score.at().isAfter(operation.to()) || !operation.equals(before(score.at()))) {
        continue;
      }
      if (lowest != null && score.value().subtract(lowest.value()).compareTo(rise) >= 0) {
        String text =
            ": pain rose from "
                + lowest.text(chart.calendar())
                + " to "
                + score.text(chart.calendar());
        raise(score.code(), text, score.at(), score.source(), operation, null);
        lowest = score;
      } else if (lowest == null || score.value().compareTo(lowest.value()) < 0) {
        lowest = score;
      }
    }
  }

  /** The last operation that had begun by then, if the finding is within its time. */
  private @Nullable Operation before(Instant at) {
    return operations.stream()
        .filter(o -> !o.from().isAfter(at) && !at.isAfter(o.to().plus(protocol.redFlagsFor())))
        .max(Comparator.comparing(Operation::from).thenComparing(Operation::root))
        .orElse(null);
  }

  private void raise(
      Code code,
      String text,
      Instant at,
      Source evidence,
      @Nullable Operation operation,
      @Nullable String takenBack) {
    String reviewKey = REVIEW + evidence.reference();
    WorkStatus person = acts.status(reviewKey);
    Act act = acts.on(reviewKey);
    String key = "red-flag/" + evidence.reference() + "/" + code.code();
    String after = operation == null ? "" : " after the procedure " + operation.root();
    raised.put(
        key,
        new RedFlag(
            key,
            reviewKey,
            code,
            "Red flag on " + chart.calendar().day(at) + after + text,
            evidence,
            at,
            chart.calendar().endOf(chart.calendar().day(at)),
            person == null ? WorkStatus.OPEN : person,
            person == null || act == null ? takenBack : act.reason(),
            operation == null || !operation.completed() ? null : operation.planKey()));
  }
}
