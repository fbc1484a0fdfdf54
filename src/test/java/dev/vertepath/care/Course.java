package dev.vertepath.care;

import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

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
}
