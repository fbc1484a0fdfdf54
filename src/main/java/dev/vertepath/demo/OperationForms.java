package dev.vertepath.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The order, the appointment, the operation and its cement. */
final class OperationForms {

  private static final String CPT = "http://www.ama-assn.org/go/cpt";
  private static final String OWN = "https://vertepath.dev/fhir/CodeSystem/procedure";

  /** A kyphoplasty in one of so many. */
  private static final int KYPHOPLASTY = 9;

  private static final String ORDER =
      """
      {"resourceType":"ServiceRequest","identifier":[{"system":"$system","value":"$id"}],
       "status":"active","intent":"order","priority":"$priority",
       "subject":{"reference":"@patient"},"authoredOn":"$at",
       "reasonCode":[{"text":"$reason"}]}
      """;

  private static final String APPOINTMENT =
      """
      {"resourceType":"Appointment","identifier":[{"system":"$system","value":"$id"}],
       "status":"booked","description":"$text","start":"$start","end":"$end","created":"$created",
       "participant":[{"actor":{"reference":"@patient"},"status":"accepted"}]}
      """;

  private static final String DEVICE =
      """
      {"resourceType":"Device","identifier":[{"system":"$system","value":"$id"}],
       "udiCarrier":[{"deviceIdentifier":"$di","carrierHRF":"(01)$di(17)$expiry(10)$lot",
         "entryType":"barcode"}],
       "status":"active","manufacturer":"$maker","lotNumber":"$lot","expirationDate":"$until",
       "deviceName":[{"name":"$product","type":"user-friendly-name"}],
       "type":{"text":"Bone cement for vertebroplasty"},"patient":{"reference":"@patient"}}
      """;

  private static final String PROCEDURE =
      """
      {"resourceType":"Procedure","identifier":[{"system":"$system","value":"$id"}],
       "status":"completed",
       "category":{"coding":[{"system":"http://snomed.info/sct","code":"387713003"}],
         "text":"Surgical procedure"},
       "subject":{"reference":"@patient"},
       "performedPeriod":{"start":"$start","end":"$end"},
       "usedCode":[{"coding":[{"system":"http://snomed.info/sct","code":"427811002"}],
         "text":"PMMA bone cement"}]}
      """;

  private final Person person;

  OperationForms(Person person) {
    this.person = person;
  }

  Form order(String name, List<String> fractures, List<Level> levels, String why, Instant at) {
    Form form =
        Form.of(
            name,
            ORDER,
            "system",
            person.hospital().system("orders"),
            "id",
            PatientForms.identifier(person, name),
            "priority",
            person.pain() > 8 ? "urgent" : "routine",
            "at",
            at,
            "reason",
            why);
    return form.with("code", code(levels))
        .with("requester", Form.reference(person.hospital().radiologist()))
        .with("reasonReference", references(fractures))
        .with("bodySite", PatientForms.sites(levels));
  }

  Form appointment(String name, String order, List<Level> levels, Instant start, Instant created) {
    return appointment(name, title(levels), start, Duration.ofHours(1), created)
        .with("basedOn", references(List.of(order)));
  }

  /** For a visit. */
  Form visit(String name, String text, Instant start, Instant created) {
    return appointment(name, text, start, Duration.ofMinutes(30), created);
  }

  private Form appointment(
      String name, String text, Instant start, Duration lasts, Instant created) {
    return Form.of(
        name,
        APPOINTMENT,
        "system",
        person.hospital().system("appointments"),
        "id",
        PatientForms.identifier(person, name),
        "text",
        text,
        "start",
        start,
        "end",
        start.plus(lasts),
        "created",
        created);
  }

  Form cement(String name, LocalDate used) {
    boolean first = person.number() % 3 > 0;
    // A lot of each maker lasts for two months or so.
    int lot = (used.getYear() % 100) * 100 + (used.getMonthValue() + 1) / 2;
    LocalDate until = used.plusMonths(20).withDayOfMonth(28);
    return Form.of(
        name,
        DEVICE,
        "system",
        person.hospital().system("implants"),
        "id",
        PatientForms.identifier(person, name),
        "di",
        first ? "09521234543213" : "09521234987653",
        "expiry",
        "%ty%<tm%<td".formatted(until),
        "until",
        until,
        "lot",
        (first ? "EC" : "SX") + lot,
        "maker",
        first ? "Example Cements Ltd" : "Sample Biomaterials Inc",
        "product",
        first ? "ExampleCem V, radiopaque bone cement" : "SampleFix HV, bone cement");
  }

  /** An operation that was completed. */
  Form procedure(
      String name, List<String> fractures, List<Level> levels, Instant start, Instant end) {
    ObjectNode performer = Form.json("{\"function\":{\"text\":\"Operator\"}}");
    performer.set("actor", Form.reference(person.hospital().radiologist()));
    return Form.of(
            name,
            PROCEDURE,
            "system",
            person.hospital().system("procedures"),
            "id",
            PatientForms.identifier(person, name),
            "start",
            start,
            "end",
            end)
        .with("code", code(levels))
        .with("performer", Form.list(List.of(performer)))
        .with("reasonReference", references(fractures))
        .with("bodySite", PatientForms.sites(levels));
  }

  private ObjectNode code(List<Level> levels) {
    boolean balloon = person.number() % KYPHOPLASTY == 0;
    boolean lumbar = levels.getFirst().isLumbar();
    List<ObjectNode> codings = new ArrayList<>();
    codings.add(
        PatientForms.coding(
            CPT, balloon ? lumbar ? "22514" : "22513" : lumbar ? "22511" : "22510"));
    codings.add(PatientForms.coding(OWN, balloon ? "kyphoplasty" : "vertebroplasty"));
    ObjectNode code = Form.words(title(levels));
    code.set("coding", Form.list(codings));
    return code;
  }

  private String title(List<Level> levels) {
    return (person.number() % KYPHOPLASTY == 0 ? "Kyphoplasty of " : "Vertebroplasty of ")
        + String.join(", ", levels.stream().map(Level::name).toList());
  }

  static ArrayNode references(List<String> names) {
    return Form.list(names.stream().map(name -> Form.reference("@" + name)).toList());
  }
}
