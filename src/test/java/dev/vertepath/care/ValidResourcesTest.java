package dev.vertepath.care;

import org.junit.jupiter.api.Test;

/** Whatever the service writes is valid R4, every version of it, on courses that show all of it. */
class ValidResourcesTest extends Course {

  @Test
  void onTheWayToRecovery() {
    at("2026-04-20T08:00:00Z");
    patient.asTreated();
    patient.sends(
        patient.redFlag("chest", "29857009", "2026-03-03T20:00:00Z"),
        patient.pain("day-1", 4, "2026-03-03T12:00:00Z"),
        patient.pain("day-9", 3, "2026-03-11T12:00:00Z"),
        patient.pain("day-30", 1, "2026-04-01T12:00:00Z"));
    patient.sends(
        TestPatient.changed(kept().task("bone-health-evaluation"), "status", "'completed'"),
        TestPatient.changed(kept().task("red-flag-review"), "status", "'completed'"));

    R4.assertValid(kept().everyVersion());
  }

  @Test
  void withWarningsAndAnOverride() {
    patient.sends(
        patient.person(),
        patient.fracture(),
        patient
            .fracture("cord", "T12")
            .with("code", TestPatient.concept("http://snomed.info/sct", "1734006")),
        patient.finding("active-infection", true),
        patient.order().with("requester", "{'display':'Dr. Ola Nowak'}"),
        patient
            .procedure()
            .without("basedOn")
            .with("performedPeriod", "{'start':'2026-02-27'}")
            .with("bodySite", TestPatient.site("L1", "L2", "L3", "L4")));

    R4.assertValid(kept().everyVersion());
  }

  @Test
  void whenSheDies() {
    at("2026-03-05T08:00:00Z");
    patient.asTreated();
    patient.sends(
        patient
            .fracture("tumour", "T11")
            .with("code", TestPatient.concept("http://hl7.org/fhir/sid/icd-10-cm", "M84.58XA")),
        patient.person().with("deceasedDateTime", "'2026-03-04'"));

    R4.assertValid(kept().everyVersion());
  }

  @Test
  void whenTheFactsAreWithdrawn() {
    at("2026-03-05T08:00:00Z");
    patient.asTreated();
    patient.sends(
        patient.procedure().with("status", "'entered-in-error'"),
        patient
            .fracture()
            .with("code", TestPatient.concept("http://snomed.info/sct", "161891005")));

    R4.assertValid(kept().everyVersion());
  }

  @Test
  void whenDatesAreAtTheirEnd() {
    at("2026-03-05T08:00:00Z");
    patient.asCandidate();
    patient.sends(
        patient
            .procedure()
            .with("performedPeriod", "{'start':'9999-12-31','end':'9999-12-31'}"));

    R4.assertValid(kept().everyVersion());
  }

  @Test
  void whenAPersonDeclines() {
    patient.asCandidate();
    patient.sends(TestPatient.changed(kept().task("pathway-case"), "status", "'rejected'"));

    R4.assertValid(kept().everyVersion());
  }
}
