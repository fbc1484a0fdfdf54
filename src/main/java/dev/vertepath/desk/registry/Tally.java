package dev.vertepath.desk.registry;

import dev.vertepath.pathway.CaseState;
import dev.vertepath.pathway.Complication;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the cases and the operations of one group. */
final class Tally {

  static final String ALL = "all";
  static final String PATIENTS = "patients";

  /** Any complication but a leak that was not felt. */
  static final String ANY = "any";

  private static final double DAY = Duration.ofDays(1).toMillis();

  private final Instant now;
  private final Map<Measure, Map<String, Counter>> counters = new EnumMap<>(Measure.class);
  private final Set<String> patients = new HashSet<>();
  private final Set<String> operated = new HashSet<>();

  /**
   * @param now when windows are over, and until when who is in a state has been there
   */
  Tally(Instant now) {
    this.now = now;
  }

  void add(CaseRow one) {
    counter(Measure.CASES, ALL).add();
    if (patients.add(one.patient())) {
      counter(Measure.CASES, PATIENTS).add();
    }
    counter(Measure.CASES, one.state().code()).add();
    if (one.state() == CaseState.CLOSED) {
      counter(Measure.CASES, "closed-" + one.closeReason()).add();
    }
    for (int i = 0; i < one.steps().size(); i++) {
      CaseRow.Step step = one.steps().get(i);
      if (step.state() == CaseState.CLOSED || step.state() == CaseState.COMPLETED) {
        continue;
      }
      if (i + 1 < one.steps().size()) {
        counter(Measure.DWELL, step.state().code())
            .value(days(step.at(), one.steps().get(i + 1).at()));
      } else {
        counter(Measure.DWELLING, step.state().code()).value(days(step.at(), now));
      }
    }
  }

  void add(OperationRow one) {
    counter(Measure.OPERATIONS, ALL).add();
    if (operated.add(one.patient())) {
      counter(Measure.OPERATIONS, PATIENTS).add();
    }
    wait(one);
    one.reviews().stream().filter(review -> one.isDue(review, now)).forEach(r -> review(one, r));
    boolean felt = false;
    for (Complication kind : Complication.values()) {
      boolean has = one.complications().contains(kind.code());
      counter(Measure.COMPLICATIONS, kind.code()).add(has);
      felt |= has && kind != Complication.CEMENT_LEAKAGE_ASYMPTOMATIC;
    }
    counter(Measure.COMPLICATIONS, ANY).add(felt);
  }

  /** A case of which the service learned by the operation itself has not waited here. */
  private void wait(OperationRow one) {
    Instant opened = one.opened();
    if (one.first() && opened != null && opened.isBefore(one.began())) {
      counter(Measure.WAIT, ALL).known(days(opened, one.ended()));
    } else if (one.first()) {
      counter(Measure.WAIT, ALL).add(false);
    }
  }

  private void review(OperationRow one, OperationRow.Review review) {
    counter(Measure.SCORED, review.code()).add(review.pain() != null);
    counter(Measure.DONE, review.code()).add(review.done());
    var change = one.change(review);
    if (change == null) {
      counter(Measure.PAIN, review.code()).add(false);
    } else {
      counter(Measure.PAIN, review.code()).known(change.doubleValue());
      counter(Measure.IMPROVED, review.code()).add(one.isImproved(review));
      counter(Measure.WORSENED, review.code()).add(one.isWorsened(review));
    }
  }

  private static double days(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / DAY;
  }

  private Counter counter(Measure measure, String item) {
    return counters
        .computeIfAbsent(measure, m -> new LinkedHashMap<>())
        .computeIfAbsent(item, i -> new Counter());
  }

  /** The figures by what they are of. */
  Map<Measure, Map<String, Figure>> figures() {
    Map<Measure, Map<String, Figure>> figures = new EnumMap<>(Measure.class);
    counters.forEach(
        (measure, items) -> {
          Map<String, Figure> all = new LinkedHashMap<>();
          items.forEach((item, counter) -> all.put(item, counter.figure()));
          figures.put(measure, all);
        });
    shareOut(figures.getOrDefault(Measure.CASES, Map.of()));
    return figures;
  }

  /** Where cases are now, of all cases. */
  private static void shareOut(Map<String, Figure> cases) {
    Figure all = cases.getOrDefault(ALL, Figure.NONE);
    for (String item : List.copyOf(cases.keySet())) {
      if (!item.equals(ALL) && !item.equals(PATIENTS)) {
        cases.computeIfPresent(item, (i, one) -> new Figure(one.count(), all.count(), null));
      }
    }
  }
}
