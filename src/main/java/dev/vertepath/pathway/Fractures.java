package dev.vertepath.pathway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which Conditions are vertebral fractures, by value sets.
 *
 * <p>A cause is what the fracture's own codes say. It is never taken from another Condition of the
 * patient: that osteoporosis or a tumour is known does not tell what broke this vertebra.
 *
 * @param wanting fractures with injury of the spinal cord: a person decides, no rule does
 */
record Fractures(List<Fracture> all, List<Warning> wanting, List<Withdrawal> withdrawn) {

  static Fractures in(PatientFacts facts, Instant now) {
    var found = new Fractures(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    facts.conditions().forEach(condition -> found.sort(condition, now));
    return found;
  }

  /** Whether the codes are any concern of recognition, healed fractures included. */
  static boolean concerns(ConditionFact condition) {
    return Seed.CODES.is(condition.codes(), "needs-person")
        || Seed.CODES.is(condition.codes(), "healed")
        || !causes(condition).isEmpty();
  }

  private void sort(ConditionFact condition, Instant now) {
    Set<Cause> causes = causes(condition);
    Set<Cause> named = EnumSet.noneOf(Cause.class);
    named.addAll(causes);
    named.remove(Cause.UNSPECIFIED);
    var fracture = new Fracture(condition, named, VertebralLevels.sites(condition.bodySites()));
    if (Seed.CODES.is(condition.codes(), "needs-person")) {
      withdraw(fracture, "a fracture with injury of the spinal cord goes to a person");
      if (!fracture.wrong() && !fracture.over(now)) {
        wanting.add(spinalCordInjury(fracture));
      }
    } else if (Seed.CODES.is(condition.codes(), "healed")) {
      withdraw(fracture, "the fracture is coded as healed");
    } else if (!causes.isEmpty()) {
      all.add(fracture);
    }
  }

  private void withdraw(Fracture fracture, String reason) {
    withdrawn.add(new Withdrawal(fracture.caseKey(), reason));
    withdrawn.add(new Withdrawal("evidence/" + fracture.reference(), reason));
  }

  private static Warning spinalCordInjury(Fracture fracture) {
    String code = "spinal-cord-injury";
    return new Warning(
        "warning/" + code + "/" + fracture.reference(),
        code,
        Warning.Severity.HIGH,
        "A fracture of the vertebral column with spinal cord injury is recorded. No candidacy is"
            + " computed for it: a spinal surgeon decides.",
        List.of(fracture.condition().source()),
        null,
        null);
  }

  private static Set<Cause> causes(ConditionFact condition) {
    boolean sited = VertebralLevels.spinal(condition.bodySites());
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    for (Code code : condition.codes()) {
      Seed.CODES.of(code, "fracture").map(Fractures::cause).forEach(causes::add);
      if (sited) {
        Seed.CODES.of(code, "fracture-if-sited").map(Fractures::cause).forEach(causes::add);
      }
    }
    return causes;
  }

  private static Cause cause(String use) {
    return Cause.valueOf(use.toUpperCase(Locale.ROOT));
  }
}
