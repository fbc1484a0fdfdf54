package dev.vertepath.demo;

import dev.vertepath.demo.Person.Cause;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * All that happens to so many invented patients, in the order of time. The same seed on the same
 * day makes the same of it; each patient has chances of her own.
 */
final class Screenplay {

  private static final long PRIME = 1_000_003;

  private final Days days;
  private final long seed;
  private final List<Step> steps = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private final Map<Way, Integer> turns = new EnumMap<>(Way.class);

  Screenplay(Days days, long seed, int patients) {
    this.days = days;
    this.seed = seed;
    List<Way> ways = Way.drawn(patients, new SplittableRandom(seed));
    for (int number = 1; number <= patients; number++) {
      write(number, ways.get(number - 1));
    }
    steps.addAll(new Mishaps(days, people).steps());
    steps.sort(Step.ORDER);
  }

  List<Step> steps() {
    return steps;
  }

  private void write(int number, Way way) {
    var random = new SplittableRandom(seed * PRIME + number);
    int turn = turns.merge(way, 1, Integer::sum) - 1;
    Person person = suited(Person.drawn(number, days.today(), random), way, turn);
    people.add(person);
    var script = new Script(person, days, random);
    if (!untreated(new Untreated(script, turn), way)) {
      treated(new Treated(script, turn), way, turn);
    }
    steps.addAll(script.steps());
  }

  /** Some ways are of some patients only. */
  private static Person suited(Person person, Way way, int turn) {
    return switch (way) {
      case CORD_INJURY -> person.of(Cause.TRAUMATIC);
      case OVERDUE_WEEKS, OVERDUE_MONTHS -> person.of(Cause.OSTEOPOROTIC);
      // Too little for the protocol, and yet ordered.
      case OVERRIDDEN -> turn % 2 == 1 ? person.inLessPain(4) : person;
      case REFRACTURE -> person.of(Cause.OSTEOPOROTIC).at(List.of(person.levels().getFirst()));
      case ODD ->
          turn % 4 == 3 ? person.at(List.of(Level.T10, Level.T11, Level.T12, Level.L1)) : person;
      default -> person;
    };
  }

  private static boolean untreated(Untreated patient, Way way) {
    switch (way) {
      case AWAITING_ALL -> patient.justReferred();
      case AWAITING_IMAGING -> patient.awaiting(Set.of("marrow-oedema"), 3, 14);
      case AWAITING_PAIN -> patient.awaiting(Set.of("pain-score"), 3, 30);
      case AWAITING_EXCLUSIONS -> patient.awaiting(Assessment.EXCLUSIONS, 3, 20);
      case AWAITING_CONSERVATIVE ->
          patient.awaiting(Set.of("conservative-treatment-failed"), 3, 20);
      case AWAITING_AGAIN -> patient.awaitingAgain();
      case CANDIDATE -> patient.candidate();
      case TWO_FRACTURES -> patient.twoFractures();
      case NOT_INDICATED -> patient.notIndicated();
      case CONTRAINDICATED -> patient.contraindicated();
      case ORDERED -> patient.ordered();
      case SCHEDULED -> patient.scheduled();
      case IN_PROCEDURE -> patient.inProcedure();
      case DECLINED -> patient.declined();
      case DIED_WAITING -> patient.died();
      case TRANSFERRED -> patient.transferred();
      case ENTERED_IN_ERROR -> patient.enteredInError();
      case RESOLVED -> patient.resolved();
      case CORD_INJURY -> patient.cordInjury();
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void treated(Treated patient, Way way, int turn) {
    switch (way) {
      case OVERRIDDEN -> {
        if (turn % 4 < 2) {
          patient.overridden();
        } else {
          patient.overriddenAndWaiting();
        }
      }
      case JUST_TREATED -> patient.justTreated();
      case FOLLOW_UP -> patient.followUp();
      case DUE_TODAY -> patient.dueToday();
      case LATE -> patient.late();
      case OVERDUE_DAYS -> patient.overdueDays();
      case OVERDUE_WEEKS -> patient.overdueWeeks();
      case OVERDUE_MONTHS -> patient.overdueMonths();
      case POSTPONED -> patient.postponed();
      case LOST -> patient.lost();
      case RED_FLAG_OPEN -> patient.redFlagOpen();
      case RED_FLAG_CLOSED -> patient.redFlagClosed();
      case REFRACTURE -> patient.refracture();
      case ODD -> patient.odd();
      case COMPLETED -> patient.completed();
      case DIED_AFTER -> patient.died();
      default -> throw new IllegalStateException("Nobody goes the way " + way);
    }
  }
}
