package dev.vertepath.pathway;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The fold: what follows from a patient's facts, and from nothing else.
 *
 * <p>The same facts in any order, any number of times, give the same answer.
 */
public final class Pathway {
  private final CandidacyProtocol candidacy;
  private final FollowUpProtocol followUp;
  private final ZoneId zone;

  /**
   * @param zone the facility's, in which "the same day" is meant
   */
  public Pathway(CandidacyProtocol candidacy, FollowUpProtocol followUp, ZoneId zone) {
    this.candidacy = candidacy;
    this.followUp = followUp;
    this.zone = zone;
  }

  /**
   * Whether anything in these facts concerns the pathway; false spares the fold, whose answer would
   * be empty. Work items that were made of earlier facts have still to be withdrawn then.
   */
  public static boolean concerns(PatientFacts facts) {
    return facts.conditions().stream().anyMatch(Fractures::concerns)
        || facts.procedures().stream().anyMatch(Operations::counts)
        || facts.orders().stream().anyMatch(Orders::counts);
  }

  /** Whether it is an order for the operation that was not taken back: a clinician's act. */
  public static boolean isOrder(OrderFact order) {
    return Orders.counts(order);
  }

  /**
   * Unfolds the facts.
   *
   * @param now verdicts are as of now, or as of the procedure once one has begun
   */
  public PatientPathway unfold(PatientFacts unordered, Instant now) {
    PatientFacts facts = CanonicalFacts.of(unordered);
    Fractures fractures = Fractures.in(facts, now);
    var chart =
        new Chart(facts, fractures.all(), new PainScores(facts), new FacilityCalendar(zone), now);
    Orders orders = Orders.in(facts);
    var operations = new Operations(facts);
    var assignments = new Assignments(chart, orders.named(), operations.all());
    var redFlags = new RedFlags(chart, operations.all(), followUp);
    List<PlannedFollowUp> plans =
        operations.all().stream()
            .filter(Operation::completed)
            .map(o -> plan(chart, o, assignments, redFlags))
            .toList();
    var cases = new Cases(candidacy, chart, assignments, orders.named(), operations.all(), plans);

    var warnings = new ArrayList<Warning>(fractures.wanting());
    warnings.addAll(orders.warnings());
    warnings.addAll(cases.warnings());
    orders.named().stream()
        .filter(order -> movesNothing(order, assignments, operations))
        .map(Orders::withoutFracture)
        .forEach(warnings::add);
    for (Operation operation : operations.all()) {
      List<Fracture> served = served(chart, operation, assignments);
      List<OrderFact> ordered = ordered(orders, operation, assignments);
      warnings.addAll(new OperationWarnings(operation, served, ordered).all());
    }
    var withdrawn = new ArrayList<Withdrawal>(fractures.withdrawn());
    withdrawn.addAll(cases.withdrawn());
    withdrawn.addAll(operations.withdrawn());
    withdrawn.addAll(redFlags.withdrawn());
    plans.forEach(plan -> withdrawn.addAll(plan.withdrawn()));
    return new PatientPathway(
        cases.outcomes(),
        plans.stream().map(PlannedFollowUp::outcome).toList(),
        plans.stream().map(new Treatments(chart, operations.all())::of).toList(),
        redFlags.all(),
        warnings.stream().sorted(Comparator.comparing(Warning::key)).toList(),
        withdrawn.stream()
            .distinct()
            .sorted(Comparator.comparing(Withdrawal::prefix).thenComparing(Withdrawal::reason))
            .toList());
  }

  private PlannedFollowUp plan(
      Chart chart, Operation operation, Assignments assignments, RedFlags redFlags) {
    return new PlannedFollowUp(
        chart, followUp, operation, served(chart, operation, assignments), redFlags);
  }

  private static List<Fracture> served(Chart chart, Operation operation, Assignments assignments) {
    return chart.fractures().stream().filter(f -> assignments.serves(operation.root(), f)).toList();
  }

  /** Whether an order serves no fracture, nor an operation, which would warn of that itself. */
  private static boolean movesNothing(
      OrderFact order, Assignments assignments, Operations operations) {
    String reference = order.source().reference();
    return assignments.of(reference).isEmpty()
        && operations.all().stream().noneMatch(o -> o.basedOn().contains(reference));
  }

  /** Orders that the operation is based on, and those for its fractures given before it ended. */
  private static List<OrderFact> ordered(
      Orders orders, Operation operation, Assignments assignments) {
    Set<String> served = assignments.of(operation.root());
    var found = new ArrayList<OrderFact>();
    for (OrderFact order : orders.named()) {
      boolean same = assignments.of(order.source().reference()).stream().anyMatch(served::contains);
      if (operation.basedOn().contains(order.source().reference())
          || (same && !order.authoredOn().isAfter(operation.to()))) {
        found.add(order);
      }
    }
    orders.unnamed().stream()
        .filter(o -> operation.basedOn().contains(o.source().reference()))
        .forEach(found::add);
    return found;
  }
}
