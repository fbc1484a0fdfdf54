package dev.vertepath.demo;

import dev.vertepath.demo.Person.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** From the referral to the verdict: what is sent of a fracture, and what is found. */
final class Assessment {

  /** Findings that must be known to be absent. */
  static final Set<String> EXCLUSIONS =
      Set.of("active-infection", "uncorrected-coagulopathy", "cement-allergy");

  private static final int WAYS_IN = 5;
  private static final int BY_MESSAGE = 1;
  private static final int BY_V2 = 3;

  private final Script script;
  private final PatientForms patients;
  private final FindingForms findings;
  private final ContactForms contacts;

  Assessment(Script script) {
    this.script = script;
    this.patients = new PatientForms(script.person());
    this.findings = new FindingForms(script.person());
    this.contacts = new ContactForms(script.person());
  }

  /**
   * What is found of a fracture.
   *
   * @param without what nobody tells, by the names of criteria
   * @param present the exclusions that are there
   */
  record Evidence(
      int pain,
      boolean oedema,
      boolean conservativeFailed,
      Set<String> without,
      Set<String> present) {

    static Evidence complete(Person person) {
      return new Evidence(person.pain(), true, true, Set.of(), Set.of());
    }

    Evidence without(Set<String> nobodyTells) {
      return new Evidence(pain, oedema, conservativeFailed, nobodyTells, present);
    }

    Evidence with(String exclusion) {
      return new Evidence(pain, oedema, conservativeFailed, without, Set.of(exclusion));
    }
  }

  /** The patient is referred with the first fracture; a coordinator takes the case over. */
  Instant refer(int daysAgo) {
    Person person = script.person();
    Instant at = script.on(daysAgo, script.between(7, 10));
    LocalDate recorded = script.days().ago(daysAgo);
    LocalDate onset = recorded.minusDays(script.between(4, 26));
    List<Form> sent = new ArrayList<>();
    sent.add(patients.patient());
    if (person.cause() == Cause.NEOPLASTIC) {
      sent.add(patients.tumour(onset.minusDays(60), onset.minusDays(50)));
    }
    boolean mistaken = script.chance(4);
    Form right = patients.fracture(onset, recorded);
    sent.add(
        mistaken
            ? patients.fracture(
                "fracture-1", List.of(person.levels().getLast().neighbour()), onset, recorded)
            : right);
    refer(at, sent);
    takeOver("fracture-1", script.after(at, script.between(1, 3)), 85);
    if (mistaken) {
      correct(right, script.after(at, 5));
    }
    return at;
  }

  /** Some hospitals' patients come by messages of FHIR, or are made known by HL7 v2 before. */
  private void refer(Instant at, List<Form> sent) {
    switch (script.person().number() % WAYS_IN) {
      case BY_MESSAGE -> script.tells(at, "referral", sent.reversed());
      case BY_V2 -> {
        script.tells(at.minusSeconds(600), patients.registration(at.minusSeconds(600)));
        script.sends(at, script.hospital(), sent);
        script.changes(
            at.plusSeconds(60),
            script.hospital(),
            "patient",
            body -> {
              ObjectNode full = patients.patient().body();
              body.withObject("/meta").set("tag", full.at("/meta/tag").deepCopy());
              body.set("managingOrganization", full.path("managingOrganization").deepCopy());
            });
      }
      default -> script.sends(at, script.hospital(), sent);
    }
  }

  /** The level was wrong, and whoever read the images says so. */
  private void correct(Form right, Instant at) {
    script.changes(
        at,
        script.hospital(),
        "fracture-1",
        body -> {
          body.set("code", right.body().path("code"));
          body.set("bodySite", right.body().path("bodySite"));
        });
  }

  /** Another fracture of a patient who is known. */
  Instant referAgain(String fracture, List<Level> levels, int daysAgo) {
    Instant at = script.on(daysAgo, script.between(7, 10));
    LocalDate recorded = script.days().ago(daysAgo);
    LocalDate onset = recorded.minusDays(script.between(3, 10));
    script.sends(at, script.hospital(), patients.fracture(fracture, levels, onset, recorded));
    takeOver(fracture, script.after(at, 2), 85);
    return at;
  }

  private void takeOver(String fracture, Instant at, int percent) {
    if (script.chance(percent)) {
      Player owner = script.coordinator();
      script.acts(
          at,
          owner,
          "case/@" + fracture,
          task ->
              task.set(
                  "owner",
                  Form.reference("@" + owner.practitioner()).put("display", owner.name())));
    }
  }

  /** The patient is examined, and the images are read a day later. */
  void examine(String fracture, Level level, Instant at, Evidence evidence) {
    Player clinician = script.geriatrician();
    List<Form> sent = new ArrayList<>();
    if (!evidence.without().contains("pain-score")) {
      sent.add(findings.pain("pain-" + fracture, evidence.pain(), at, clinician));
      sent.add(findings.disability("disability-" + fracture, evidence.pain(), at, clinician));
    }
    sent.add(
        findings.of(
            fracture,
            level,
            finding(fracture, "site-tenderness", "Tender at the fractured vertebra", true, at)));
    if (!evidence.without().contains("conservative-treatment-failed")) {
      sent.add(conservative(fracture, evidence.conservativeFailed(), at));
    }
    exclusion(sent, fracture, "active-infection", "Active infection", at, evidence);
    exclusion(
        sent, fracture, "uncorrected-coagulopathy", "Coagulopathy, not corrected", at, evidence);
    exclusion(
        sent, fracture, "cement-allergy", "Allergy to bone cement or contrast media", at, evidence);
    script.sends(at.plusSeconds(300), clinician, sent);
    mistakeAnotherPatient(fracture, at);
    if (!evidence.without().contains("marrow-oedema")) {
      images(fracture, level, script.after(at, script.between(2, 6)), evidence.oedema());
    }
  }

  /** A score of somebody else, which is taken back. */
  private void mistakeAnotherPatient(String fracture, Instant at) {
    if (script.chance(3)) {
      String name = "mistaken-" + fracture;
      Instant earlier = at.minus(Duration.ofHours(1));
      script.sends(
          at.plusSeconds(600),
          script.hospital(),
          findings.pain(name, 2, earlier, script.geriatrician()));
      script.changes(
          script.after(at, 1),
          script.hospital(),
          name,
          body -> body.put("status", "entered-in-error"));
    }
  }

  private Form conservative(String fracture, boolean failed, Instant at) {
    boolean byProcedure = failed && fracture.equals("fracture-1") && script.chance(40);
    if (byProcedure) {
      return contacts.painMedication(at.minus(Duration.ofDays(3)), at.minus(Duration.ofHours(2)));
    }
    return finding(
        fracture,
        "conservative-treatment-failed",
        failed
            ? "Pain medication and rest have not worked"
            : "Pain medication and rest have worked",
        failed,
        at);
  }

  private void exclusion(
      List<Form> sent, String fracture, String code, String text, Instant at, Evidence evidence) {
    if (!evidence.without().contains(code)) {
      sent.add(finding(fracture, code, text, evidence.present().contains(code), at));
    }
  }

  private Form finding(String fracture, String code, String text, boolean present, Instant at) {
    return findings.finding(code + "-" + fracture, code, text, present, at, script.geriatrician());
  }

  private void images(String fracture, Level level, Instant at, boolean oedema) {
    script.sends(
        at,
        script.hospital(),
        findings.of(fracture, level, findings.oedema("oedema-" + fracture, oedema, at)),
        findings.of(
            fracture,
            level,
            findings.heightLoss("height-" + fracture, script.between(12, 48), at)));
  }

  /** Another score of pain, by telephone. */
  void painAgain(String name, int score, Instant at) {
    script.sends(at, script.coordinator(), findings.pain(name, score, at, script.coordinator()));
  }

  PatientForms patients() {
    return patients;
  }

  ContactForms contacts() {
    return contacts;
  }
}
