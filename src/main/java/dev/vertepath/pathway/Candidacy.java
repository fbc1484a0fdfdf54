package dev.vertepath.pathway;

import dev.vertepath.pathway.Criterion.Weight;
import dev.vertepath.pathway.CriterionResult.Status;
import dev.vertepath.pathway.Verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The rules of candidacy, applied to one fracture. Unknown is never absent. */
final class Candidacy {
  private final CandidacyProtocol protocol;
  private final Chart chart;
  private final Fracture fracture;
  private final Findings findings;
  private final FractureCriteria ofFracture;
  private final UnfavourableCourse course;

  Candidacy(CandidacyProtocol protocol, Chart chart, Fracture fracture) {
    this.protocol = protocol;
    this.chart = chart;
    this.fracture = fracture;
    this.findings = chart.findings(fracture);
    this.ofFracture = new FractureCriteria(chart, fracture);
    this.course = new UnfavourableCourse(chart, fracture, findings);
  }

  /** What the evidence of that time and before says. */
  Verdict at(Instant asOf) {
    List<CriterionResult> results = protocol.criteria().stream().map(c -> judge(c, asOf)).toList();
    return new Verdict(outcome(results), protocol.url(), protocol.version(), results);
  }

  /**
   * Every time after the one and up to the other at which the verdict may change: evidence came,
   * ended or grew too old.
   */
  List<Instant> changes(Instant after, Instant until) {
    var all = new TreeSet<Instant>(findings.changes());
    chart.pain().all().forEach(score -> all.add(score.at()));
    all.addAll(ofFracture.changes());
    for (Criterion criterion : protocol.criteria()) {
      Duration within = criterion.threshold().within();
      if (within != null) {
        evidenceTimes(criterion).forEach(at -> all.add(at.plus(within)));
      }
    }
    return all.stream().filter(at -> at.isAfter(after) && !at.isAfter(until)).toList();
  }

  private List<Instant> evidenceTimes(Criterion criterion) {
    return switch (criterion.code()) {
      case "pain-score" -> chart.pain().all().stream().map(PainScores.Score::at).toList();
      case "fracture-recent" -> {
        Instant onset = fracture.condition().onset();
        yield onset == null ? List.of() : List.of(onset);
      }
      default -> findings.times(criterion.code());
    };
  }

  private static Outcome outcome(List<CriterionResult> results) {
    if (has(results, Weight.ABSOLUTE_CONTRAINDICATION, Status.MET)) {
      return Outcome.CONTRAINDICATION_PRESENT;
    }
    if (has(results, Weight.REQUIRED, Status.NOT_MET)) {
      return Outcome.DOES_NOT_MEET;
    }
    return has(results, Weight.REQUIRED, Status.UNKNOWN)
            || has(results, Weight.ABSOLUTE_CONTRAINDICATION, Status.UNKNOWN)
        ? Outcome.INSUFFICIENT_INFORMATION
        : Outcome.MEETS_CRITERIA_FOR_SPECIALIST_REVIEW;
  }

  private static boolean has(List<CriterionResult> results, Weight weight, Status status) {
    return results.stream().anyMatch(r -> r.criterion().weight() == weight && r.status() == status);
  }

  private CriterionResult judge(Criterion criterion, Instant asOf) {
    return switch (criterion.code()) {
      case "fracture-current" -> ofFracture.current(criterion, asOf);
      case "level-known" -> ofFracture.level(criterion);
      case "cause-known" -> ofFracture.cause(criterion);
      case "fracture-recent" -> ofFracture.recent(criterion, asOf);
      case "one-or-two-fractures" -> ofFracture.atMost(criterion, asOf, 2);
      case "more-than-three-levels" -> ofFracture.moreThan(criterion, asOf, 3);
      case "older-than-60" -> ofFracture.oldEnough(criterion, asOf);
      case "human-review" -> ofFracture.humanReview(criterion, asOf);
      case "unfavourable-course" -> course.judge(criterion, asOf);
      case "pain-score" -> pain(criterion, asOf);
      default -> finding(criterion, asOf);
    };
  }

  private CriterionResult pain(Criterion criterion, Instant asOf) {
    var score = chart.pain().newest(asOf);
    var minimum = criterion.threshold().minimum();
    if (score == null || minimum == null) {
      return CriterionResult.unknown(criterion, "no pain score of 0 to 10 is recorded");
    }
    String text = score.text(chart.calendar());
    if (tooOld(criterion, score.at(), asOf)) {
      return CriterionResult.unknown(criterion, "the last score is too old: " + text);
    }
    return CriterionResult.known(
        criterion, score.value().compareTo(minimum) >= 0, score.source(), text);
  }

  private CriterionResult finding(Criterion criterion, Instant asOf) {
    var found = findings.newest(criterion.code(), asOf);
    if (found == null) {
      return CriterionResult.unknown(criterion, "nothing is recorded");
    }
    var texts = new ArrayList<String>();
    texts.add((found.present() ? "present" : "absent") + " on " + day(found.from()));
    if (tooOld(criterion, found.from(), asOf)) {
      return CriterionResult.unknown(criterion, "the last finding is too old: " + texts.getFirst());
    }
    if (criterion.code().equals("marrow-oedema")) {
      var height = findings.measured("height-loss-percent", asOf);
      if (height != null) {
        texts.add("height loss " + Scale.plain(height.value()).toPlainString() + " percent");
      }
    }
    return CriterionResult.known(
        criterion, found.present(), found.source(), String.join("; ", texts));
  }

  /**
   * At exactly the limit evidence has grown too old, so that {@link #changes} can name the time.
   */
  private static boolean tooOld(Criterion criterion, Instant evidence, Instant asOf) {
    Duration within = criterion.threshold().within();
    return within != null && !asOf.isBefore(evidence.plus(within));
  }

  private String day(Instant at) {
    return chart.calendar().day(at).toString();
  }
}
