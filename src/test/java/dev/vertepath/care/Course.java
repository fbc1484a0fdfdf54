package dev.vertepath.care;

import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A course of a patient through the clinic. */
abstract class Course {

  private static final Clinic CLINIC = new Clinic();

  TestPatient patient = CLINIC.patient();

  @BeforeEach
  void itIsTheEndOfFebruary() {
    at("2026-02-28T08:00:00Z");
  }

  static void at(String instant) {
    CLINIC.at(instant);
  }

  Kept kept() {
    return patient.kept();
  }

  /** The value at a JSON pointer, as text; empty if there is none. */
  static String value(JsonNode body, String pointer) {
    return body.at(pointer).asString("");
  }

  /** A person updates what was read, and names the version. */
  void update(ObjectNode read, String element, String json) {
    patient
        .clinic()
        .record()
        .apply(
            TestPatient.changed(read, element, json).updateOf(read.at("/meta/versionId").asLong()));
    patient.clinic().tick();
  }

  /** Something arrives that lets the service go through all facts again. */
  void advances() {
    patient.sends(patient.pain("early-score", 7, "2026-02-20T10:00:00Z"));
    patient.sends(
        patient.pain("early-score", 7, "2026-02-20T10:00:00Z").with("status", "'amended'"));
  }
}
