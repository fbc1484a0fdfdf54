package dev.vertepath.demo;

import dev.vertepath.demo.Hospital.Score;
import dev.vertepath.record.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What is found and measured, as Observations. */
final class FindingForms {

  private static final String OWN = "https://vertepath.dev/fhir/CodeSystem/finding";
  private static final String LOINC = "http://loinc.org";
  private static final String SNOMED = "http://snomed.info/sct";

  /** Percent of the highest score of Roland and Morris, which is 24. */
  private static final int ROLAND_MORRIS_MOST = 24;

  private static final int OSWESTRY_MOST = 100;

  private static final String OBSERVATION =
      """
      {"resourceType":"Observation","identifier":[{"system":"$system","value":"$id"}],
       "status":"final","category":[{"coding":[{
         "system":"http://terminology.hl7.org/CodeSystem/observation-category",
         "code":"$category"}]}],
       "code":{},"subject":{"reference":"@patient"},"effectiveDateTime":"$at"}
      """;

  private final Person person;

  FindingForms(Person person) {
    this.person = person;
  }

  private Form observation(
      String name, String category, ObjectNode code, Instant at, Player performer) {
    return Form.of(
            name,
            OBSERVATION,
            "system",
            person.hospital().system("observations"),
            "id",
            PatientForms.identifier(person, name),
            "category",
            category,
            "at",
            at)
        .with("code", code)
        .with("performer", Form.list(List.of(Form.reference(performer))));
  }

  /** A finding of this project's codes, present or absent. */
  Form finding(
      String name, String code, String text, boolean present, Instant at, Player performer) {
    Form form = observation(name, "exam", Form.coded(OWN, code, text), at, performer);
    return form.with("valueBoolean", Json.MAPPER.getNodeFactory().booleanNode(present));
  }

  /** The same of one fracture, at its first level. */
  Form of(String fracture, Level level, Form finding) {
    return finding
        .with("focus", Form.list(List.of(Form.reference("@" + fracture))))
        .with("bodySite", PatientForms.site(level));
  }

  /** A finding after treatment, by SNOMED CT. */
  Form sign(String name, String snomed, String text, Instant at, Player performer) {
    return observation(name, "exam", Form.coded(SNOMED, snomed, text), at, performer)
        .with("valueBoolean", Json.MAPPER.getNodeFactory().booleanNode(true));
  }

  Form pain(String name, int score, Instant at, Player performer) {
    Form form =
        observation(
            name,
            "survey",
            Form.coded(LOINC, "72514-3", "Pain now, 0 to 10, as the patient says"),
            at,
            performer);
    return form.with("valueQuantity", quantity(score, "{score}"));
  }

  /** The score of disability that the hospital asks for, in step with the pain. */
  Form disability(String name, int pain, Instant at, Player performer) {
    boolean oswestry = person.hospital().disability() == Score.OSWESTRY;
    ObjectNode code =
        oswestry
            ? Form.coded(LOINC, "97909-6", "Oswestry Disability Index, percent")
            : Form.coded(OWN, "roland-morris-score", "Roland-Morris score, 0 to 24");
    int most = oswestry ? OSWESTRY_MOST : ROLAND_MORRIS_MOST;
    int wobble = Math.floorMod(person.number() * 7 + pain, 5) - 2;
    int percent = Math.clamp(8 + pain * 8L + wobble, 0, 96);
    int score = oswestry ? percent / 2 * 2 : percent * most / OSWESTRY_MOST;
    return observation(name, "survey", code, at, performer)
        .with("valueQuantity", quantity(score, oswestry ? "%" : "{score}"));
  }

  Form oedema(String name, boolean present, Instant at) {
    return imaging(
        finding(name, "marrow-oedema", "Bone marrow oedema on MRI", present, at, reader()));
  }

  Form heightLoss(String name, int percent, Instant at) {
    return imaging(
        observation(
                name,
                "imaging",
                Form.coded(OWN, "height-loss-percent", "Loss of height of the vertebral body"),
                at,
                reader())
            .with("valueQuantity", quantity(percent, "%")));
  }

  Form boneDensity(String name, String score, Instant at) {
    return observation(
            name,
            "imaging",
            Form.coded(LOINC, "38267-1", "T-score of the lumbar spine by DXA"),
            at,
            person.hospital().geriatrician())
        .with("valueQuantity", quantity(new BigDecimal(score), "{T-score}"));
  }

  /** Cement of one level; the code is a hospital's own, as in the samples. */
  Form cement(String name, Level level, String millilitres, String procedure, Instant at) {
    return observation(
            name,
            "procedure",
            Form.coded("https://hospital.example/codes", "cement-volume", "Cement injected"),
            at,
            reader())
        .with("partOf", Form.list(List.of(Form.reference("@" + procedure))))
        .with("bodySite", PatientForms.site(level))
        .with("valueQuantity", quantity(new BigDecimal(millilitres), "mL"));
  }

  private Player reader() {
    return person.hospital().radiologist();
  }

  private static Form imaging(Form form) {
    ObjectNode category =
        Form.json(
            """
            {"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category",
             "code":"imaging"}]}
            """);
    return form.with("category", Form.list(List.of(category)));
  }

  private static ObjectNode quantity(int value, String unit) {
    return quantity(BigDecimal.valueOf(value), unit);
  }

  private static ObjectNode quantity(BigDecimal value, String unit) {
    return Json.MAPPER
        .createObjectNode()
        .put("value", value)
        .put("unit", unit)
        .put("system", "http://unitsofmeasure.org")
        .put("code", unit);
  }
}
