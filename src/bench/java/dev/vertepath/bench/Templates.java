package dev.vertepath.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The resources that are sent, of the size that hospital systems send. */
final class Templates {

  private static final String CONDITION_HEAD =
      """
      {"resourceType":"Condition",$id
      "identifier":[{"system":"https://hospital.example/problems","value":"$key-c"}],
      "clinicalStatus":{"coding":[{
      "system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
      "verificationStatus":{"coding":[{
      "system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]},
      "category":[{"coding":[{
      "system":"http://terminology.hl7.org/CodeSystem/condition-category",
      "code":"encounter-diagnosis"}]}],
      """;

  private static final String PROCEDURE_HEAD =
      """
      {"resourceType":"Procedure",$id
      "identifier":[{"system":"https://hospital.example/procedures","value":"$key-p"}],
      "status":"completed",
      """;

  private Templates() {}

  /** The transaction of all that an intake with a fracture leaves, under names of a hospital. */
  static final Template CASE = Template.of(read("case.json"));

  /** The same of what a record on the pathway makes and changes, all of it as if it were new. */
  static final Template TREATMENT = Template.of(read("treatment.json"));

  static final Template PATIENT =
      Template.of(
          """
          {"resourceType":"Patient",$id
          "identifier":[{"use":"usual","system":"https://hospital.example/patients","value":"$key"}],
          "active":true,"name":[{"use":"official","family":"$family","given":["$given"]}],
          "telecom":[{"system":"phone","value":"+1 555 0100","use":"home"}],
          "gender":"$gender","birthDate":"$birth",
          "address":[{"use":"home","line":["$house Harbour Lane"],"city":"Lakeside","country":"US"}]}
          """);

  static final Template CONDITION =
      Template.of(
          CONDITION_HEAD
              + """
          "code":{"coding":[{"system":"http://snomed.info/sct","code":"64859006",
          "display":"Osteoporosis"}],"text":"Osteoporosis, found by bone density"},
          "subject":{"reference":"$subject"},
          "onsetDateTime":"$onset","recordedDate":"$onset"}
          """);

  static final Template FRACTURE =
      Template.of(
          CONDITION_HEAD
              + """
          "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M80.08XA"}],
          "text":"Osteoporotic compression fracture of L1"},
          "bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"66794005"}],
          "text":"L1 vertebra"}],
          "subject":{"reference":"$subject"},
          "onsetDateTime":"$onset","recordedDate":"$onset"}
          """);

  static final Template SCORE =
      Template.of(
          """
          {"resourceType":"Observation",$id
          "identifier":[{"system":"https://hospital.example/observations","value":"$key"}],
          "status":"final","category":[{"coding":[{
          "system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"survey"}]}],
          "code":{"coding":[{"system":"$system","code":"$code"}],"text":"$text"},
          "subject":{"reference":"$subject"},
          "effectiveDateTime":"$at",
          "performer":[{"display":"Dr. Miriam Vogel"}],
          "valueQuantity":{"value":$value,"unit":"{score}","system":"http://unitsofmeasure.org",
          "code":"{score}"}}
          """);

  static final Template PHYSIOTHERAPY =
      Template.of(
          PROCEDURE_HEAD
              + """
          "category":{"coding":[{"system":"https://hospital.example/codes","code":"therapy"}]},
          "code":{"coding":[{"system":"http://snomed.info/sct","code":"91251008",
          "display":"Physical therapy procedure"}],"text":"Physical therapy of the back"},
          "subject":{"reference":"$subject"},
          "performedPeriod":{"start":"$from","end":"$to"},
          "performer":[{"actor":{"display":"Dr. Miriam Vogel"}}],
          "note":[{"text":"Exercises under guidance, without strain."}]}
          """);

  static final Template VERTEBROPLASTY =
      Template.of(
          PROCEDURE_HEAD
              + """
          "category":{"coding":[{"system":"http://snomed.info/sct","code":"387713003",
          "display":"Surgical procedure"}]},
          "code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"22511"},{
          "system":"https://vertepath.dev/fhir/CodeSystem/procedure","code":"vertebroplasty"}],
          "text":"Vertebroplasty of L1"},
          "subject":{"reference":"$subject"},
          "performedPeriod":{"start":"$from","end":"$to"},
          "performer":[{"actor":{"display":"Dr. Miriam Vogel"}}],
          "bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"66794005"}],
          "text":"L1 vertebra"}],
          "outcome":{"coding":[{"system":"http://snomed.info/sct","code":"385669000",
          "display":"Successful"}]}}
          """);

  static final Template CARE_PLAN =
      Template.of(
          """
          {"resourceType":"CarePlan",$id
          "identifier":[{"system":"https://hospital.example/plans","value":"$key-l"}],
          "status":"$status","intent":"plan",
          "category":[{"coding":[{"system":"http://snomed.info/sct","code":"734163000",
          "display":"Care plan"}],"text":"Care after discharge"}],
          "title":"Care after discharge","description":"Rest for a short time, then a gradual return.",
          "subject":{"reference":"$subject"},
          "period":{$period},"created":"$onset",
          "author":{"display":"Dr. Miriam Vogel"},
          "activity":[{"detail":{"kind":"Task","code":{"coding":[{
          "system":"https://hospital.example/codes","code":"call"}],
          "text":"Call within two days"},"status":"scheduled","scheduledString":"within 48 hours",
          "description":"Ask for pain, fever, weakness of the legs and the wound."}},
          {"detail":{"kind":"Appointment","code":{"coding":[{
          "system":"https://hospital.example/codes","code":"visit"}],
          "text":"Visit in the second week"},"status":"scheduled",
          "scheduledString":"day 10 to 17","description":"Look at the wound, record the pain score."}},
          {"detail":{"kind":"Appointment","code":{"coding":[{
          "system":"https://hospital.example/codes","code":"visit"}],
          "text":"Visit in the sixth week"},"status":"not-started",
          "scheduledString":"day 35 to 49","description":"Record pain and function, plan what follows."}}],
          "note":[{"text":"No heavy lifting, no strenuous activity until the second visit."}]}
          """);

  private static String read(String file) {
    try (InputStream text = Templates.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(text, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
