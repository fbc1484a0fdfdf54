package dev.vertepath.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Calls to the patient, answered or not. */
final class ContactForms {

  private static final String CALL =
      """
      {"resourceType":"Communication","identifier":[{"system":"$system","value":"$id"}],
       "status":"completed","category":[{"text":"Follow-up"}],
       "medium":[{"text":"Telephone"}],"subject":{"reference":"@patient"},
       "recipient":[{"reference":"@patient"}],"sent":"$at",
       "payload":[{"contentString":"$text"}]}
      """;

  private static final String IN_VAIN =
      """
      {"resourceType":"Communication","identifier":[{"system":"$system","value":"$id"}],
       "status":"not-done","statusReason":{"text":"$text"},
       "category":[{"text":"Follow-up"}],"medium":[{"text":"Telephone"}],
       "subject":{"reference":"@patient"},"recipient":[{"reference":"@patient"}],"sent":"$at"}
      """;

  private static final String ALLERGY =
      """
      {"resourceType":"AllergyIntolerance","identifier":[{"system":"$system","value":"$id"}],
       "clinicalStatus":{"coding":[{
         "system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
         "code":"active"}]},
       "verificationStatus":{"coding":[{
         "system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
         "code":"confirmed"}]},
       "code":{"coding":[{"system":"http://snomed.info/sct","code":"427811002"}],
         "text":"Polymethyl methacrylate, the bone cement"},
       "patient":{"reference":"@patient"},"recordedDate":"$day"}
      """;

  private static final String PAIN_MEDICATION =
      """
      {"resourceType":"Procedure","identifier":[{"system":"$system","value":"$id"}],
       "status":"completed",
       "code":{"coding":[{"system":"http://snomed.info/sct","code":"52685006"}],
         "text":"Pain medication and rest"},
       "subject":{"reference":"@patient"},
       "performedPeriod":{"start":"$from","end":"$to"},
       "reasonReference":[{"reference":"@fracture-1"}],
       "outcome":{"coding":[{"system":"http://snomed.info/sct","code":"385671000"}],
         "text":"Unsuccessful"}}
      """;

  private final Person person;

  ContactForms(Person person) {
    this.person = person;
  }

  Form call(String name, String text, Instant at, Player caller) {
    return told(CALL, name, text, at, caller);
  }

  /** One that nobody answered. */
  Form callInVain(String name, String text, Instant at, Player caller) {
    return told(IN_VAIN, name, text, at, caller);
  }

  private Form told(String template, String name, String text, Instant at, Player caller) {
    return Form.of(
            name,
            template,
            "system",
            person.hospital().system("contacts"),
            "id",
            PatientForms.identifier(person, name),
            "text",
            text,
            "at",
            at)
        .with("sender", Form.reference(caller));
  }

  Form cementAllergy(LocalDate day) {
    return Form.of(
        "allergy",
        ALLERGY,
        "system",
        person.hospital().system("allergies"),
        "id",
        PatientForms.identifier(person, "allergy"),
        "day",
        day);
  }

  /** Conservative care that is over and has not worked. */
  Form painMedication(Instant from, Instant to) {
    ObjectNode performer = Form.json("{}");
    performer.set("actor", Form.reference(person.hospital().geriatrician()));
    return Form.of(
            "medication",
            PAIN_MEDICATION,
            "system",
            person.hospital().system("procedures"),
            "id",
            PatientForms.identifier(person, "medication"),
            "from",
            from,
            "to",
            to)
        .with("performer", Form.list(List.of(performer)));
  }
}
