package dev.vertepath.demo;

import dev.vertepath.demo.Person.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The weeks after an operation: what is asked, what is done, and what is not. */
final class FollowUp {

  private static final int STEPS = 3;

  private final Script script;
  private final Person person;
  private final FindingForms findings;
  private final ContactForms contacts;
  private final String procedure;
  private final Instant end;

  /**
   * @param procedure its name among what is known
   * @param end of the operation, from which the windows count
   */
  FollowUp(Script script, String procedure, Instant end) {
    this.script = script;
    this.person = script.person();
    this.findings = new FindingForms(person);
    this.contacts = new ContactForms(person);
    this.procedure = procedure;
    this.end = end;
  }

  Instant end() {
    return end;
  }

  private String task(String activity) {
    return "follow-up/@" + procedure + "/" + activity;
  }

  /** So long after the operation. */
  Instant in(int days, int hours) {
    return script.after(end.plus(Duration.ofDays(days)), hours);
  }

  void early() {
    contact("early", 1, in(1, script.between(1, 4)), "Well at home, walks about the flat.");
  }

  void second() {
    contact("second", 2, in(script.between(8, 12), 1), "Sleeps again, walks out of doors.");
  }

  void recovery() {
    contact("recovery", STEPS, in(script.between(29, 39), 1), "Back to most of what was usual.");
  }

  /** What others do within the plan. */
  void others() {
    if (person.cause() == Cause.OSTEOPOROTIC) {
      Instant at = in(script.between(15, 36), 2);
      if (script.hasHappened(at)) {
        String score = "-%d.%d".formatted(script.between(2, 3), script.between(0, 9));
        script.sends(
            at.minus(Duration.ofHours(20)),
            script.hospital(),
            findings.boneDensity("density-" + procedure, score, at.minus(Duration.ofHours(22))));
        script.completes(
            at,
            script.coordinator(),
            task("bone-health-evaluation"),
            "Bone density measured, treatment begun by the family doctor.");
      }
    } else if (person.cause() == Cause.NEOPLASTIC) {
      Instant at = in(script.between(5, 12), 2);
      if (script.hasHappened(at)) {
        script.completes(at, script.coordinator(), task("oncology-review"), "Seen by oncology.");
      }
    }
  }

  /** All of it, in time, as far as it has come. */
  void inTime() {
    early();
    second();
    others();
    recovery();
  }

  /** A contact with a score of pain, and of disability from the second week on. */
  void contact(String name, int step, Instant at, String words) {
    scored(name, person.painAfter(step, STEPS), step > 1, at, words);
  }

  void scored(String name, int pain, boolean disability, Instant at, String words) {
    if (!script.hasHappened(at)) {
      return;
    }
    Player by = script.coordinator();
    String of = name + "-" + procedure;
    List<Form> sent = new ArrayList<>();
    sent.add(contacts.call("call-" + of, words, at, by));
    sent.add(findings.pain("pain-" + of, pain, at, by));
    if (disability) {
      sent.add(findings.disability("disability-" + of, pain, at, by));
    }
    script.sends(at.plusSeconds(240), by, sent);
  }

  /** A review that was made after its window, and is said to be done. */
  void late(String activity, String name, int step, Instant at) {
    contact(name, step, at, "Reached late: was with the daughter.");
    if (script.hasHappened(at)) {
      script.completes(
          at.plusSeconds(480),
          script.coordinator(),
          task(activity),
          "Done late, reached only now.");
    }
  }

  /** A call that nobody answered. */
  void inVain(String name, Instant at, String why) {
    if (script.hasHappened(at)) {
      script.sends(
          at.plusSeconds(120),
          script.coordinator(),
          contacts.callInVain("call-" + name + "-" + procedure, why, at, script.coordinator()));
    }
  }

  /** The coordinator moves a review to later days, and says why. */
  void postpone(String activity, Instant at, Instant from, Instant to, String why) {
    script.acts(
        at,
        script.coordinator(),
        task(activity),
        task -> {
          task.set(
              "restriction",
              Form.json(
                  "{\"period\":{\"start\":\"$from\",\"end\":\"$to\"}}", "from", from, "to", to));
          task.set(
              "note",
              Form.list(
                  List.of(
                      Form.words(why)
                          .put("authorString", script.coordinator().name())
                          .put("time", at.toString()))));
        });
  }

  /** The scores after 3, 6 and 12 months that some are asked for. */
  void laterScores() {
    int[] days = {90, 182, 365};
    for (int i = 0; i < days.length; i++) {
      scored(
          "month-" + (days[i] / 30),
          Math.max(0, person.painAfter(STEPS, STEPS) - (script.chance(30) ? 1 : 0)),
          true,
          in(days[i] + script.between(-6, 9), 1),
          "Asked for the registry.");
    }
  }

  /** The hospital says that the fracture has healed. */
  void healed(String fracture) {
    Instant at = in(script.between(43, 60), 2);
    if (script.hasHappened(at)) {
      script.changes(
          at,
          script.hospital(),
          fracture,
          body -> {
            body.set(
                "clinicalStatus",
                Form.json(
                    """
                    {"coding":[{"system":
                     "http://terminology.hl7.org/CodeSystem/condition-clinical","code":"resolved"}]}
                    """));
            body.put("abatementDateTime", at.atZone(script.days().zone()).toLocalDate().toString());
          });
    }
  }

  /** A sign that is a red flag, told by the patient on the telephone. */
  void sign(String name, String snomed, String text, Instant at) {
    script.sends(
        at.plusSeconds(180),
        script.coordinator(),
        findings.sign(name, snomed, text, at, script.coordinator()));
  }

  /** A clinician looks at the patient and closes the red flag. */
  void closeFlag(String evidence, Instant at, String words) {
    script.looks(at.minusSeconds(900), script.geriatrician());
    script.completes(at, script.geriatrician(), "red-flag-review/@" + evidence, words);
  }
}
