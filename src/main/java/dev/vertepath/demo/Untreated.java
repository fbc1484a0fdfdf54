package dev.vertepath.demo;

import dev.vertepath.demo.Assessment.Evidence;
import dev.vertepath.demo.Treatment.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The ways of those who were not operated on, or not yet. */
final class Untreated {

  private static final int DAY = 24;

  private final Script script;
  private final Person person;
  private final int turn;
  private final Assessment assessment;
  private final Treatment treatment;
  private final Endings endings;

  /**
   * @param turn counts those who go the same way, so that its variants take turns
   */
  Untreated(Script script, int turn) {
    this.script = script;
    this.person = script.person();
    this.turn = turn;
    this.assessment = new Assessment(script);
    this.treatment = new Treatment(script);
    this.endings = new Endings(script);
  }

  void awaiting(Set<String> without, int least, int most) {
    Instant referred = refer(script.between(least, most));
    examine(referred, Evidence.complete(person).without(without));
  }

  void justReferred() {
    refer(script.between(1, 5));
  }

  /** She was a candidate once; then nobody asked for the pain again. */
  void awaitingAgain() {
    examine(refer(script.between(40, 110)), Evidence.complete(person));
  }

  void candidate() {
    examine(refer(script.between(3, 20)), Evidence.complete(person));
  }

  /** Referred so long ago, and a candidate since. */
  void candidateBefore(int daysAgo) {
    examine(refer(daysAgo), Evidence.complete(person));
  }

  void twoFractures() {
    int daysAgo = script.between(8, 18);
    Instant referred = refer(daysAgo);
    examine(referred, Evidence.complete(person));
    Level other = person.levels().getLast().neighbour().neighbour();
    Instant again = assessment.referAgain("fracture-2", List.of(other), daysAgo - 3);
    assessment.examine(
        "fracture-2",
        other,
        script.after(again, DAY),
        Evidence.complete(person).without(Assessment.EXCLUSIONS));
  }

  void notIndicated() {
    boolean lately = turn % 3 == 2;
    Instant referred = refer(lately ? script.between(4, 20) : script.between(10, 500));
    examine(
        referred,
        switch (turn % 3) {
          case 0 -> new Evidence(person.pain() - 2, false, true, Set.of(), Set.of());
          case 1 -> new Evidence(person.pain() - 3, true, false, Set.of(), Set.of());
          default -> new Evidence(script.between(2, 4), true, true, Set.of(), Set.of());
        });
  }

  void contraindicated() {
    Instant referred = refer(script.between(5, 400));
    Instant examined =
        examine(
            referred,
            switch (turn % 4) {
              case 0 -> Evidence.complete(person).with("uncorrected-coagulopathy");
              case 1 -> Evidence.complete(person).with("active-infection");
              case 2 -> Evidence.complete(person).without(Set.of("cement-allergy"));
              default -> Evidence.complete(person).without(Set.of("active-infection"));
            });
    var day = examined.atZone(script.days().zone()).toLocalDate();
    Instant told = script.after(examined, 7);
    if (turn % 4 == 2) {
      script.sends(told, script.geriatrician(), assessment.contacts().cementAllergy(day));
    } else if (turn % 4 == 3) {
      script.sends(told, script.geriatrician(), assessment.patients().discitis(day.minusDays(1)));
    }
  }

  void ordered() {
    order(refer(script.between(7, 14)), Evidence.complete(person));
  }

  /** Ordered against the verdict: the images are missing, or the pain is less than demanded. */
  Instant overridden(Instant referred) {
    boolean withoutImages = turn % 2 == 0;
    Instant examined =
        examine(
            referred,
            withoutImages
                ? Evidence.complete(person).without(Set.of("marrow-oedema"))
                : Evidence.complete(person));
    Instant at = script.after(examined, DAY + 2);
    treatment.order(
        Site.first(person),
        withoutImages
            ? "No MRI because of a pacemaker; CT shows a fresh fracture, agreed in the conference"
            : "Pain at rest is 4, but she cannot sit or stand; agreed in the spine conference",
        at);
    return at;
  }

  void overridden() {
    overridden(refer(script.between(7, 14)));
  }

  void scheduled() {
    Instant ordered = order(refer(script.between(8, 16)), Evidence.complete(person));
    Site site = Site.first(person);
    Instant booked = script.after(ordered, 2);
    if (turn % 4 == 0) {
      Instant missed = script.on(2, script.between(8, 14));
      treatment.book(site, "appointment-0", missed, booked);
      treatment.miss("appointment-0", script.after(missed, 2));
      booked = script.after(missed, 4);
    }
    treatment.book(
        site, "appointment-1", script.on(-script.between(1, 12), script.between(8, 14)), booked);
  }

  void inProcedure() {
    Instant ordered = order(refer(script.between(8, 14)), Evidence.complete(person));
    Instant start = script.days().until().minus(Duration.ofMinutes(35L + 5L * (turn % 4)));
    treatment.book(Site.first(person), "appointment-1", start, script.after(ordered, 2));
    treatment.begin(Site.first(person), start);
  }

  void declined() {
    Instant examined = examine(refer(script.between(10, 420)), Evidence.complete(person));
    endings.declined(script.after(examined, DAY * script.between(2, 5) + 1));
  }

  void died() {
    Instant examined = examine(refer(script.between(25, 400)), Evidence.complete(person));
    endings.died(script.after(examined, DAY * script.between(3, 16) + 5));
  }

  void transferred() {
    Instant examined = examine(refer(script.between(10, 420)), Evidence.complete(person));
    endings.transferred(script.after(examined, DAY * script.between(1, 4) + 2));
  }

  void enteredInError() {
    endings.enteredInError(script.after(refer(script.between(5, 300)), DAY * 2));
  }

  void resolved() {
    Instant ordered = order(refer(script.between(60, 300)), Evidence.complete(person));
    endings.resolved(
        script.after(ordered, DAY * 2), script.after(ordered, DAY * script.between(18, 30)));
  }

  void cordInjury() {
    int daysAgo = script.between(10, 200);
    var day = script.days().ago(daysAgo);
    script.sends(
        script.on(daysAgo, 9),
        script.hospital(),
        assessment.patients().patient(),
        assessment.patients().cordInjury(day.minusDays(1), day));
  }

  Instant refer(int daysAgo) {
    Instant referred = assessment.refer(daysAgo);
    if (script.chance(6)) {
      endings.moved(script.after(referred, DAY * script.between(1, 20) + 3));
    }
    return referred;
  }

  /** On the next day or the one after. */
  private Instant examine(Instant referred, Evidence evidence) {
    Instant at = script.after(referred, DAY + script.between(0, 2));
    assessment.examine("fracture-1", person.levels().getFirst(), at, evidence);
    return at;
  }

  /** Examined, and ordered a day or two later. */
  Instant order(Instant referred, Evidence evidence) {
    Instant at =
        script.after(
            examine(referred, evidence), DAY * script.between(1, 2) + script.between(2, 4));
    treatment.order(Site.first(person), at);
    return at;
  }

  Assessment assessment() {
    return assessment;
  }

  Treatment treatment() {
    return treatment;
  }

  Endings endings() {
    return endings;
  }
}
