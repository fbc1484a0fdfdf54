package dev.vertepath.pathway;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;

/**
 * Facts as a hospital sends them, told in a line each. Times are the facility's: {@code 2026-03-05}
 * or {@code 2026-03-05T10:00}.
 */
final class Given {
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  static final String ICD = "http://hl7.org/fhir/sid/icd-10-cm";
  static final String SNOMED = "http://snomed.info/sct";
  static final String LOINC = "http://loinc.org";
  static final String CPT = "http://www.ama-assn.org/go/cpt";
  static final String PCS = "http://www.cms.gov/Medicare/Coding/ICD10";
  static final String PROCEDURE = "https://vertepath.dev/fhir/CodeSystem/procedure";
  static final String FINDING = "https://vertepath.dev/fhir/CodeSystem/finding";

  static final Map<Vertebra, String> SITES =
      Map.of(
          Vertebra.C2, "39976000",
          Vertebra.C7, "87391001",
          Vertebra.T1, "64864005",
          Vertebra.T12, "23215003",
          Vertebra.L1, "66794005",
          Vertebra.L2, "14293000",
          Vertebra.L3, "36470004",
          Vertebra.L4, "11994002",
          Vertebra.SACRUM, "54735007");

  private Given() {}

  static Instant time(String text) {
    LocalDateTime local =
        text.length() == 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
    return local.atZone(ZONE).toInstant();
  }

  static GivenPerson patient() {
    return new GivenPerson();
  }

  static GivenCondition condition(String id) {
    return new GivenCondition("Condition/" + id);
  }

  /** The osteoporotic fracture of L1 that most stories begin with. */
  static GivenCondition fracture(String id) {
    return fracture(id, Vertebra.L1);
  }

  static GivenCondition fracture(String id, Vertebra... levels) {
    return condition(id)
        .coded(ICD, "M80.08XA")
        .at(levels)
        .onset("2026-02-02")
        .recorded("2026-02-03");
  }

  static GivenObservation observation(String id) {
    return new GivenObservation("Observation/" + id);
  }

  static GivenObservation pain(String id, String score, String time) {
    return observation(id).coded(LOINC, "72514-3").value(score, "{score}").on(time);
  }

  static GivenObservation finding(String code, boolean present, String time) {
    return observation(code).coded(FINDING, code).truth(present).on(time);
  }

  static GivenAllergy allergy(String id) {
    return new GivenAllergy("AllergyIntolerance/" + id);
  }

  static GivenOrder order(String id) {
    return new GivenOrder("ServiceRequest/" + id)
        .coded(PROCEDURE, "vertebroplasty")
        .by("Practitioner/7")
        .authored("2026-02-18T10:00");
  }

  static GivenAppointment appointment(String id) {
    return new GivenAppointment("Appointment/" + id)
        .booked("2026-02-20T10:00")
        .start("2026-03-03T10:00");
  }

  static GivenProcedure procedure(String id) {
    return new GivenProcedure("Procedure/" + id).coded(PROCEDURE, "vertebroplasty");
  }

  /** The operation at L1 that most stories come to, on the third of March from ten to eleven. */
  static GivenProcedure operation(String id) {
    return procedure(id).at(Vertebra.L1).during("2026-03-03T10:00", "2026-03-03T11:00");
  }

  static GivenAct act(String key, String status, String time) {
    return new GivenAct(key, status, time);
  }
}
