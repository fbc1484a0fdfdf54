package dev.vertepath.pathway;

import dev.vertepath.pathway.Verdict.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes a case of a fracture and of what happened to it. */
final class Cases {
  private final CandidacyProtocol protocol;
  private final Chart chart;
  private final Acts acts;
  private final Assignments assignments;
  private final List<OrderFact> orders;
  private final List<Operation> operations;
  private final List<PlannedFollowUp> plans;

  private final List<CaseOutcome> outcomes = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();
  private final List<Withdrawal> withdrawn = new ArrayList<>();

  Cases(
      CandidacyProtocol protocol,
      Chart chart,
      Assignments assignments,
      List<OrderFact> orders,
      List<Operation> operations,
      List<PlannedFollowUp> plans) {
    this.protocol = protocol;
    this.chart = chart;
    this.acts = new Acts(chart.facts().acts());
    this.assignments = assignments;
    this.orders = orders;
    this.operations = operations;
    this.plans = plans;
    chart.fractures().forEach(this::add);
  }

  List<CaseOutcome> outcomes() {
    return outcomes;
  }

  List<Warning> warnings() {
    return warnings;
  }

  List<Withdrawal> withdrawn() {
    return withdrawn;
  }

  /**
   * A fracture that is over and that no order or operation was for opens no case: only its current
   * version is known, so none can tell whether a case ran before. Work items of a case that did are
   * closed with the reason of the withdrawal.
   */
  private void add(Fracture fracture) {
    CaseTimeline timeline = timeline(fracture);
    boolean served = !timeline.orders().isEmpty() || !timeline.operations().isEmpty();
    if (!served && !fracture.wrong() && fracture.over(chart.now())) {
      String reason = "the fracture is recorded as " + fracture.condition().clinicalStatus();
      withdrawn.add(new Withdrawal(fracture.caseKey(), reason));
      withdrawn.add(new Withdrawal("evidence/" + fracture.reference(), reason));
      return;
    }
    var candidacy = new Candidacy(protocol, chart, fracture);
    Verdict verdict = candidacy.at(timeline.judgedAt());
    List<CaseEvent> events = timeline.events();
    events.addAll(judgements(candidacy, timeline, events));
    var progress = new CaseProgress(events);
    Operation procedure = timeline.procedure();
    outcomes.add(
        new CaseOutcome(
            fracture.caseKey(),
            fracture.condition().source(),
            fracture.cause(),
            fracture.levels(),
            fracture.condition().onset(),
            progress.state(),
            progress.closeReason(),
            progress.closeNote(),
            verdict,
            EvidenceRequests.of(fracture, verdict, progress, acts),
            progress.transitions(),
            procedure == null ? null : procedure.root()));
    timeline.orders().stream()
        .flatMap(
            order ->
                OverriddenVerdict.warning(order, fracture, candidacy, chart.calendar()).stream())
        .forEach(warnings::add);
  }

  private CaseTimeline timeline(Fracture fracture) {
    List<OrderFact> served =
        orders.stream().filter(o -> assignments.serves(o.source().reference(), fracture)).toList();
    List<String> references = served.stream().map(o -> o.source().reference()).toList();
    return new CaseTimeline(
        chart,
        fracture,
        acts,
        served,
        operations.stream().filter(o -> assignments.serves(o.root(), fracture)).toList(),
        chart.facts().appointments().stream()
            .filter(CaseTimeline::booked)
            .filter(
                a ->
                    a.basedOn().stream().anyMatch(references::contains)
                        || (a.reasons().contains(fracture.reference())
                            && Seed.CODES.is(a.codes(), "operation")))
            .toList(),
        plans.stream().filter(p -> assignments.serves(p.operation().root(), fracture)).toList());
  }

  /** The verdicts in the course of time: the first when the case opens, then every change. */
  private List<CaseEvent> judgements(
      Candidacy candidacy, CaseTimeline timeline, List<CaseEvent> events) {
    Instant until = timeline.judgedAt();
    Source fracture = timeline.fracture().condition().source();
    Instant opened = opened(timeline, events);
    var judgements = new ArrayList<CaseEvent>();
    Verdict last = candidacy.at(opened);
    judgements.add(CaseEvent.judged(opened, state(last), fracture, last.rule()));
    for (Instant at : candidacy.changes(opened, until)) {
      Verdict verdict = candidacy.at(at);
      if (verdict.outcome() != last.outcome()) {
        Source evidence = evidence(last, verdict, fracture);
        judgements.add(CaseEvent.judged(at, state(verdict), evidence, verdict.rule()));
      }
      last = verdict;
    }
    return judgements;
  }

  /** When the case was there first; never now, lest every look at it moved its beginning. */
  private static Instant opened(CaseTimeline timeline, List<CaseEvent> events) {
    Fracture fracture = timeline.fracture();
    return Stream.concat(
            events.stream().map(CaseEvent::at),
            Stream.of(fracture.recorded(), fracture.condition().firstStored()))
        .min(Instant::compareTo)
        .orElseThrow();
  }

  private static CaseState state(Verdict verdict) {
    return switch (verdict.outcome()) {
      case MEETS_CRITERIA_FOR_SPECIALIST_REVIEW -> CaseState.CANDIDATE;
      case DOES_NOT_MEET -> CaseState.NOT_INDICATED;
      case CONTRAINDICATION_PRESENT -> CaseState.CONTRAINDICATED;
      case INSUFFICIENT_INFORMATION -> CaseState.AWAITING_EVIDENCE;
    };
  }

  /** The version that turned the verdict: of the first criterion that came out otherwise. */
  private static Source evidence(Verdict before, Verdict after, Source otherwise) {
    for (int i = 0; i < after.criteria().size(); i++) {
      CriterionResult was = before.criteria().get(i);
      CriterionResult is = after.criteria().get(i);
      if (was.status() != is.status() && decides(is.criterion(), after.outcome())) {
        Source source = is.evidence() == null ? was.evidence() : is.evidence();
        return source == null ? otherwise : source;
      }
    }
    return otherwise;
  }

  private static boolean decides(Criterion criterion, Outcome outcome) {
    return switch (criterion.weight()) {
      case REQUIRED -> outcome != Outcome.CONTRAINDICATION_PRESENT;
      case ABSOLUTE_CONTRAINDICATION -> true;
      case CAUTION -> false;
    };
  }
}
