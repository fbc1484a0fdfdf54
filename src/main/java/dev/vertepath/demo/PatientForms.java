package dev.vertepath.demo;

import dev.vertepath.record.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The patient, and what is wrong with the spine. */
final class PatientForms {

  private static final String SNOMED = "http://snomed.info/sct";
  private static final String ICD = "http://hl7.org/fhir/sid/icd-10-cm";

  private static final String PATIENT =
      """
      {"resourceType":"Patient",
       "meta":{"tag":[{"system":"https://vertepath.dev/fhir/CodeSystem/demonstration",
         "code":"invented","display":"Invented for a demonstration"}]},
       "identifier":[{"use":"usual","system":"$system","value":"$id"}],"active":true,
       "name":[{"use":"official","family":"$family","given":["$given"]}],
       "telecom":[{"system":"phone","value":"+1 555 01$phone","use":"home"}],
       "gender":"$gender","birthDate":"$born",
       "address":[{"use":"home","line":["$house $street"],"city":"$city"}],
       "managingOrganization":{"reference":"@$organization","display":"$hospital"}}
      """;

  private static final String CONDITION =
      """
      {"resourceType":"Condition","identifier":[{"system":"$system","value":"$id"}],
       "clinicalStatus":{"coding":[{
         "system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
       "verificationStatus":{"coding":[{
         "system":"http://terminology.hl7.org/CodeSystem/condition-ver-status",
         "code":"confirmed"}]},
       "category":[{"coding":[{
         "system":"http://terminology.hl7.org/CodeSystem/condition-category",
         "code":"encounter-diagnosis"}]}],
       "code":{"text":"$text"},"subject":{"reference":"@patient"},
       "onsetDateTime":"$onset","recordedDate":"$recorded"}
      """;

  private static final List<String> STREETS =
      List.of(
          "Mill Lane", "Orchard Road", "Quay Street", "Linden Avenue", "Chapel Hill", "Elm Row");

  private final Person person;

  PatientForms(Person person) {
    this.person = person;
  }

  private static final DateTimeFormatter V2_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private static final String REGISTRATION =
      """
      MSH|^~\\&|HIS|$facility|VERTEPATH|$facility|$time+0000||ADT^A28^ADT_A05|$facility-$id|P|2.5.1||||||UNICODE UTF-8
      EVN|A28|$time
      PID|1||$id^^^&$system&URI^MR||$family^$given||$born|$gender|||$house $street^^$city^^^^H||^PRN^PH^^^^^^^^^+1 555 01$phone
      """;

  /** By which her hospital knows her. */
  static String number(Person person) {
    return "D%04d".formatted(person.number());
  }

  /** The value of an identifier of hers. */
  static String identifier(Person person, String name) {
    return "D%04d-%s".formatted(person.number(), name);
  }

  Form patient() {
    int number = person.number();
    return Form.of(
        "patient",
        PATIENT,
        "system",
        person.hospital().system("patients"),
        "id",
        number(person),
        "family",
        person.family(),
        "given",
        person.given(),
        "phone",
        "%02d".formatted(number % 100),
        "gender",
        person.woman() ? "female" : "male",
        "born",
        person.born(),
        "house",
        1 + number % 89,
        "street",
        STREETS.get(number % STREETS.size()),
        "city",
        person.hospital().city(),
        "organization",
        person.hospital().organization(),
        "hospital",
        person.hospital().name());
  }

  /** She is made known by HL7 v2. */
  String registration(Instant at) {
    int number = person.number();
    return REGISTRATION
        .replace("$facility", person.hospital().key().toUpperCase(Locale.ROOT))
        .replace("$time", V2_TIME.format(at.atOffset(ZoneOffset.UTC)))
        .replace("$id", number(person))
        .replace("$system", person.hospital().system("patients"))
        .replace("$family", person.family())
        .replace("$given", person.given())
        .replace("$born", person.born().toString().replace("-", ""))
        .replace("$gender", person.woman() ? "F" : "M")
        .replace("$house", String.valueOf(1 + number % 89))
        .replace("$street", STREETS.get(number % STREETS.size()))
        .replace("$city", person.hospital().city())
        .replace("$phone", "%02d".formatted(number % 100));
  }

  /** The first fracture. */
  Form fracture(LocalDate onset, LocalDate recorded) {
    return fracture("fracture-1", person.levels(), onset, recorded);
  }

  Form fracture(String name, List<Level> levels, LocalDate onset, LocalDate recorded) {
    String where = String.join(", ", levels.stream().map(Level::name).toList());
    String text =
        switch (person.cause()) {
          case OSTEOPOROTIC -> "Osteoporotic compression fracture of " + where;
          case TRAUMATIC -> "Compression fracture of %s after a fall".formatted(where);
          case NEOPLASTIC -> "Pathological fracture of %s from metastases".formatted(where);
        };
    List<ObjectNode> codings =
        switch (person.cause()) {
          case OSTEOPOROTIC -> List.of(coding(ICD, "M80.08XA"), coding(SNOMED, "240198002"));
          case TRAUMATIC ->
              List.of(
                  coding(ICD, levels.getFirst().wedge()),
                  coding(SNOMED, levels.getFirst().isLumbar() ? "207957008" : "207938004"));
          case NEOPLASTIC -> List.of(coding(ICD, "M84.58XA"), coding(SNOMED, "274146004"));
        };
    return condition(name, text, codings, onset, recorded).with("bodySite", sites(levels));
  }

  /** The tumour behind a pathological fracture. */
  Form tumour(LocalDate onset, LocalDate recorded) {
    return condition(
        "tumour",
        "Bone metastases",
        List.of(coding(ICD, "C79.51"), coding(SNOMED, "94222008")),
        onset,
        recorded);
  }

  Form discitis(LocalDate onset) {
    return condition(
        "discitis",
        "Discitis of the spine",
        List.of(coding(SNOMED, "302935008")),
        onset,
        onset.plusDays(1));
  }

  /** A fracture with injury of the cord, which the pathway leaves to a person. */
  Form cordInjury(LocalDate onset, LocalDate recorded) {
    return condition(
            "fracture-1",
            "Fracture of the spine with injury of the spinal cord",
            List.of(coding(SNOMED, "1734006")),
            onset,
            recorded)
        .with("bodySite", sites(person.levels()));
  }

  private Form condition(
      String name, String text, List<ObjectNode> codings, LocalDate onset, LocalDate recorded) {
    Form form =
        Form.of(
            name,
            CONDITION,
            "system",
            person.hospital().system("problems"),
            "id",
            identifier(person, name),
            "text",
            text,
            "onset",
            onset,
            "recorded",
            recorded);
    ObjectNode code = Form.words(text);
    code.set("coding", Form.list(codings));
    return form.with("code", code)
        .with("recorder", Form.reference(person.hospital().geriatrician()));
  }

  static ArrayNode sites(List<Level> levels) {
    return Form.list(levels.stream().map(PatientForms::site).toList());
  }

  static ObjectNode site(Level level) {
    return Form.coded(SNOMED, level.snomed(), level.name() + " vertebra");
  }

  static ObjectNode coding(String system, String code) {
    return Json.MAPPER.createObjectNode().put("system", system).put("code", code);
  }
}
