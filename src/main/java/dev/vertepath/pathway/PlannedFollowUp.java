package dev.vertepath.pathway;

import dev.vertepath.pathway.PlanOutcome.Status;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan after one completed operation, and what became of it.
 *
 * <p>A person's word on the plan stands. The machine completes a plan when the closing review and
 * everything else is done and no red flag is open that was raised by then; it revokes one when the
 * patient died, or when persons closed all cases it is for.
 */
final class PlannedFollowUp {

  /** How a plan came to its end. */
  record Completion(Instant at, Source cause, @Nullable String actor) {}

  private record Ending(Status status, @Nullable String reason) {}

  private final Chart chart;
  private final FollowUpProtocol protocol;
  private final Operation operation;
  private final List<Fracture> fractures;
  private final RedFlags redFlags;
  private final Acts acts;
  private final Activities activities;

  /**
   * @param fractures those it serves, those in error included
   */
  PlannedFollowUp(
      Chart chart,
      FollowUpProtocol protocol,
      Operation operation,
      List<Fracture> fractures,
      RedFlags redFlags) {
    this.chart = chart;
    this.protocol = protocol;
    this.operation = operation;
    this.fractures = fractures;
    this.redFlags = redFlags;
    this.acts = new Acts(chart.facts().acts());
    this.activities = new Activities(protocol, operation, causes(), chart.pain(), acts);
  }

  Operation operation() {
    return operation;
  }

  List<Fracture> fractures() {
    return fractures;
  }

  Activities activities() {
    return activities;
  }

  /** When a death or a person ended it before its end; null when it goes on, or is completed. */
  @Nullable Instant stopped() {
    Act act = acts.on(operation.planKey());
    if (revokedByPerson() != null || (act != null && act.status().equals("completed"))) {
      return act == null ? null : act.at();
    }
    PersonFact person = chart.facts().person();
    if (completion() != null) {
      return null;
    }
    if (person != null && person.deceased()) {
      Instant at = person.deceasedAt();
      return at == null ? person.source().recorded() : at;
    }
    return closedByPersons() == null
        ? null
        : fractures.stream()
            .filter(f -> !f.wrong())
            .flatMap(f -> Stream.ofNullable(acts.closing(f.caseKey())))
            .map(Act::at)
            .max(Instant::compareTo)
            .orElse(null);
  }

  private Set<Cause> causes() {
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    fractures.stream().filter(f -> !f.wrong()).map(Fracture::cause).forEach(causes::add);
    return causes;
  }

  PlanOutcome outcome() {
    Ending ending = ending();
    String cancelled =
        switch (ending.status()) {
          case REVOKED -> ending.reason() == null ? "the plan was revoked" : ending.reason();
          case COMPLETED -> "the plan was completed";
          case ACTIVE, ON_HOLD -> null;
        };
    Instant end = activities.end(operation.to());
    return new PlanOutcome(
        operation.planKey(),
        operation.sources(),
        keys(Fracture::caseKey),
        keys(Fracture::reference),
        operation.to(),
        end,
        ending.status(),
        ending.reason(),
        protocol,
        operation.levels(),
        activities.all().stream().map(a -> a.outcome(cancelled)).toList(),
        protocol.goals().stream()
            .map(g -> Goals.of(g, operation, chart.pain(), end, ending.status()))
            .toList());
  }

  private Set<String> keys(Function<Fracture, String> key) {
    var keys = new TreeSet<String>();
    fractures.forEach(f -> keys.add(key.apply(f)));
    return Collections.unmodifiableSet(keys);
  }

  private Ending ending() {
    Act act = acts.on(operation.planKey());
    Act revoked = revokedByPerson();
    if (revoked != null) {
      return new Ending(Status.REVOKED, revoked.reason());
    }
    if (completion() != null) {
      return new Ending(Status.COMPLETED, null);
    }
    if (died()) {
      return new Ending(Status.REVOKED, "the patient died");
    }
    String closed = closedByPersons();
    if (closed != null) {
      return new Ending(Status.REVOKED, closed);
    }
    return act != null && act.status().equals("on-hold")
        ? new Ending(Status.ON_HOLD, act.reason())
        : new Ending(Status.ACTIVE, null);
  }

  /** The act by which a person revoked the plan; null when none did. */
  @Nullable Act revokedByPerson() {
    Act act = acts.on(operation.planKey());
    boolean revoked =
        act != null && (act.status().equals("revoked") || act.status().equals("entered-in-error"));
    return revoked ? act : null;
  }

  /** How the plan was completed; null while it is not. */
  @Nullable Completion completion() {
    Act act = acts.on(operation.planKey());
    if (act != null && act.status().equals("completed")) {
      return new Completion(act.at(), act.source(), act.actor());
    }
    Activities.Progress last = activities.last();
    Instant at = last == null ? null : last.at();
    Source told = last == null ? null : last.told();
    if (last == null
        || at == null
        || told == null
        || !activities.finished()
        || revokedByPerson() != null
        || redFlags.unexplained()) {
      return null;
    }
    return reviewed(new Completion(at, told, last.actor()));
  }

  /** The completion, put off to the review of every red flag that was raised before it. */
  private @Nullable Completion reviewed(Completion completion) {
    Completion reviewed = completion;
    for (RedFlag flag : redFlags.of(operation)) {
      Act review = acts.on(flag.reviewKey());
      if (flag.raisedAt().isAfter(reviewed.at())) {
        return reviewed;
      }
      if (flag.open() || review == null) {
        return null;
      }
      if (review.at().isAfter(reviewed.at())) {
        reviewed = new Completion(review.at(), review.source(), review.actor());
      }
    }
    return reviewed;
  }

  private boolean died() {
    PersonFact person = chart.facts().person();
    return person != null && person.deceased();
  }

  /** Why, if persons closed every case of the plan after the operation; null otherwise. */
  private @Nullable String closedByPersons() {
    String reason = null;
    for (Fracture fracture : fractures) {
      Act act = acts.closing(fracture.caseKey());
      if (fracture.wrong()) {
        continue;
      }
      if (act == null || act.at().isBefore(operation.to())) {
        return null;
      }
      reason = "the case was closed: " + (act.reason() == null ? act.status() : act.reason());
    }
    return reason;
  }

  /** Activities that depend on a cause which no fracture of the operation has. */
  List<Withdrawal> withdrawn() {
    Set<Cause> causes = causes();
    return protocol.activities().stream()
        .filter(activity -> !Activities.applies(activity, causes))
        .map(
            activity ->
                new Withdrawal(
                    Activities.key(operation, activity),
                    "no fracture treated by " + operation.root() + " has a cause that asks for it"))
        .toList();
  }
}
