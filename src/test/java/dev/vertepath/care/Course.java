package dev.vertepath.care;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/** A course of a patient through the clinic; whatever the service writes on the way is valid R4. */
abstract class Course {

  private static final Clinic CLINIC = new Clinic();

  TestPatient patient = CLINIC.patient();

  @BeforeEach
  void itIsTheEndOfFebruary() {
    at("2026-02-28T08:00:00Z");
  }

  @AfterEach
  void everythingKeptIsValidR4() {
    R4.assertValid(patient.kept().all());
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
}
