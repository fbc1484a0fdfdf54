package dev.vertepath.demo;

import dev.vertepath.demo.Assessment.Evidence;
import dev.vertepath.demo.Treatment.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The ways of those who were operated on. */
final class Treated {

  private static final int DAY = 24;

  private final Script script;
  private final Person person;
  private final int turn;
  private final Untreated before;
  private final Treatment treatment;

  /**
   * @param turn counts those who go the same way, so that its variants take turns
   */
  Treated(Script script, int turn) {
    this.script = script;
    this.person = script.person();
    this.turn = turn;
    this.before = new Untreated(script, turn);
    this.treatment = before.treatment();
  }

  private FollowUp treat(int daysAgo) {
    return treat(daysAgo, script.between(8, 14));
  }

  private FollowUp treat(int daysAgo, int hour) {
    Site site = Site.first(person);
    Instant start = prepare(site, daysAgo, hour);
    return new FollowUp(script, site.procedure(), treatment.operate(site, start));
  }

  /** Referred, examined, ordered and booked; when it starts. */
  private Instant prepare(Site site, int daysAgo, int hour) {
    Instant ordered = before.order(before.refer(earlier(daysAgo)), Evidence.complete(person));
    Instant start = script.on(daysAgo, hour);
    treatment.book(site, "appointment-1", start, script.after(ordered, 2));
    return start;
  }

  private int earlier(int daysAgo) {
    return daysAgo + script.between(7, 12);
  }

  void justTreated() {
    treat(1 + turn % 2).early();
  }

  void followUp() {
    int daysAgo = script.between(3, 38);
    FollowUp plan = treat(daysAgo);
    plan.inTime();
    if (daysAgo < 30 && turn % 2 == 0) {
      treatment.visit(
          "visit-1",
          "Review after the operation",
          script.on(-script.between(1, 9), script.between(9, 15)),
          plan.in(2, 1));
    }
  }

  void dueToday() {
    FollowUp plan = treat(List.of(14, 42, 2).get(turn % 3), 17);
    if (turn % 3 < 2) {
      plan.early();
      plan.others();
    }
    if (turn % 3 == 1) {
      plan.second();
    }
  }

  void late() {
    FollowUp plan = treat(script.between(54, 360));
    plan.late("early-check", "early", 1, plan.in(2, script.between(14, 40)));
    if (turn % 2 == 0) {
      plan.second();
    } else {
      plan.late("second-week-review", "second", 2, plan.in(script.between(15, 19), 2));
    }
    plan.others();
    plan.late("recovery-review", "recovery", 3, plan.in(script.between(44, 52), 2));
    plan.laterScores();
  }

  void overdueDays() {
    switch (turn % 3) {
      case 0 -> treat(script.between(3, 8));
      case 1 -> treat(script.between(15, 20)).early();
      default -> withoutRecovery(script.between(43, 48));
    }
  }

  void overdueWeeks() {
    if (turn % 3 == 0) {
      treat(script.between(23, 40)).early();
    } else if (turn % 3 == 1) {
      withoutRecovery(script.between(50, 69));
    } else {
      withoutOthers(script.between(50, 69));
    }
  }

  void overdueMonths() {
    if (turn % 2 == 0) {
      withoutRecovery(script.between(75, 170));
    } else {
      withoutOthers(script.between(75, 170));
    }
  }

  private void withoutRecovery(int daysAgo) {
    FollowUp plan = treat(daysAgo);
    plan.early();
    plan.second();
    plan.others();
  }

  private void withoutOthers(int daysAgo) {
    FollowUp plan = treat(daysAgo);
    plan.early();
    plan.second();
    plan.recovery();
  }

  void postponed() {
    FollowUp plan = treat(script.between(44, 56));
    plan.early();
    plan.second();
    plan.others();
    plan.postpone(
        "recovery-review",
        script.on(script.between(1, 3), 11),
        script.on(-script.between(2, 4), 9),
        script.on(-script.between(6, 10), 17),
        "Is at the seaside with her son, comes when she is back.");
  }

  void lost() {
    FollowUp plan = treat(script.between(90, 430));
    if (turn % 3 > 0) {
      plan.early();
    }
    plan.inVain("2", plan.in(13, 2), "No answer, three tries on two days");
    plan.inVain("3", plan.in(20, 3), "The number is no longer in use");
    plan.inVain("6", plan.in(43, 2), "A letter came back: moved away");
  }

  void redFlagOpen() {
    flagged(script.between(5, 30), script.on(1 + turn % 2, script.between(9, 16)), false);
  }

  void redFlagClosed() {
    int daysAgo = script.between(14, 240);
    flagged(daysAgo, script.on(daysAgo - script.between(3, 6), script.between(9, 15)), true);
  }

  private void flagged(int daysAgo, Instant at, boolean closed) {
    Site site = Site.first(person);
    Instant start = prepare(site, daysAgo, 9);
    int kind = turn % 5;
    Instant end =
        kind == 3 ? treatment.operateWithLeakage(site, start) : treatment.operate(site, start);
    var plan = new FollowUp(script, site.procedure(), end);
    plan.early();
    String evidence = "sign-1";
    switch (kind) {
      case 0 -> plan.sign(evidence, "267036007", "Short of breath since the night", at);
      case 1 -> plan.sign(evidence, "386661006", "Fever of 38.6 since yesterday", at);
      case 2 -> plan.sign(evidence, "309537005", "The left leg feels numb", at);
      case 3 -> plan.sign(evidence, "128196005", "Pain runs down the leg", at);
      default -> {
        evidence = "pain-alarm-" + site.procedure();
        int pain = Math.min(10, person.painAfter(1, 3) + 3);
        plan.scored("alarm", pain, false, at, "Much worse since she lifted a chair.");
      }
    }
    if (closed) {
      plan.closeFlag(
          evidence,
          script.after(at, script.between(2, 7)),
          "Seen the same day; images without a new finding, no further measures.");
      plan.second();
      plan.others();
      plan.recovery();
    }
  }

  void refracture() {
    healedAgain(treat(script.between(120, 330)));
    Level beside = person.levels().getLast().neighbour();
    boolean again = turn % 3 == 2;
    int daysAgo = again ? script.between(20, 34) : script.between(4, 14);
    Assessment assessment = before.assessment();
    Instant referred = assessment.referAgain("fracture-2", List.of(beside), daysAgo);
    Evidence evidence = Evidence.complete(person);
    assessment.examine(
        "fracture-2",
        beside,
        script.after(referred, DAY + 1),
        turn % 3 == 0 ? evidence.without(Set.of("marrow-oedema")) : evidence);
    if (again) {
      var site = new Site("order-2", "procedure-2", List.of("fracture-2"), List.of(beside));
      Instant ordered = script.after(referred, DAY * 3 + 3);
      treatment.order(site, "A new fracture beside the one that was treated", ordered);
      Instant start = script.on(daysAgo - 7, 10);
      treatment.book(site, "appointment-2", start, script.after(ordered, 2));
      new FollowUp(script, site.procedure(), treatment.operate(site, start)).inTime();
    }
  }

  private static void healedAgain(FollowUp plan) {
    plan.inTime();
    plan.healed("fracture-1");
  }

  /** Something about the operation that the service points at. */
  void odd() {
    Site site = Site.first(person);
    int daysAgo = script.between(5, 120);
    Instant start;
    UnaryOperator<Form> odd;
    if (turn % 4 == 0) {
      // Nobody has sent an order.
      before.candidateBefore(earlier(daysAgo));
      start = script.on(daysAgo, 10);
      odd = UnaryOperator.identity();
    } else {
      start = prepare(site, daysAgo, 10);
      Instant from = start;
      odd =
          turn % 4 == 1
              ? form ->
                  treatment
                      .withOrder(site, form)
                      .with("performedPeriod", Form.json("{\"start\":\"$at\"}", "at", from))
              : form -> treatment.withOrder(site, form);
    }
    Site told =
        turn % 4 == 2
            ? new Site(site.order(), site.procedure(), site.fractures(), withOneMore())
            : site;
    new FollowUp(script, site.procedure(), treatment.operateOddly(told, start, odd)).inTime();
  }

  private List<Level> withOneMore() {
    var levels = new ArrayList<>(person.levels());
    levels.add(person.levels().getLast().neighbour());
    return List.copyOf(levels);
  }

  void overriddenAndWaiting() {
    before.overridden();
  }

  void overridden() {
    int daysAgo = script.between(8, 300);
    Site site = Site.first(person);
    Instant ordered = before.overridden(before.refer(earlier(daysAgo)));
    Instant start = script.on(daysAgo, 10);
    treatment.book(site, "appointment-1", start, script.after(ordered, 2));
    new FollowUp(script, site.procedure(), treatment.operate(site, start)).inTime();
  }

  void completed() {
    FollowUp plan = treat(script.between(45, 520));
    plan.inTime();
    plan.laterScores();
    if (turn % 2 == 0) {
      plan.healed("fracture-1");
    }
  }

  void died() {
    FollowUp plan = treat(script.between(45, 380));
    plan.early();
    if (turn % 2 == 0) {
      plan.second();
    }
    before.endings().died(plan.in(script.between(14, 28), 6));
  }
}
