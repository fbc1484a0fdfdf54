package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.exchange.hl7v2.Mllp;
import dev.vertepath.exchange.hl7v2.MllpListener;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Every type of message of HL7 v2 that is taken in, and what becomes of it. */
@TestPropertySource(properties = "vertepath.mllp-port=0")
class Hl7v2MessagesTest extends FhirOverHttp {

  private static final String OF = "identifier=https://vertepath.dev/fhir/hl7v2/authority/LAKE%7C";

  @Autowired MllpListener listener;

  private void send(String id, String type, String... segments) {
    String message =
        "MSH|^~\\&|HIS|LAKE|VP|LAKE|20261018091500||%s|%s|P|2.5.1\n".formatted(type, id)
            + String.join("\n", segments);
    try (Mllp sender = Mllp.to(listener.port())) {
      assertThat(sender.send(message).get(1)).isEqualTo("MSA|AA|" + id);
    }
  }

  private static String pid(String id) {
    return "PID|1||%s^^^LAKE^MR||Lindgren^Oskar||19440817|M".formatted(id);
  }

  private JsonNode one(String url) {
    JsonNode found = get(url).json();
    assertThat(found.path("total").asInt()).as(url).isEqualTo(1);
    return found.at("/entry/0/resource");
  }

  @ParameterizedTest
  @CsvSource({"A01,in-progress", "A04,in-progress", "A08,in-progress", "A03,finished"})
  void admissionsAreEncountersWithDiagnosesAllergiesAndProcedures(String trigger, String status) {
    String id = "vm-" + trigger;
    send(
        id,
        "ADT^" + trigger,
        pid(id),
        "PV1|1|I|SPINE%sV-%s^^^LAKE".formatted("|".repeat(16), id)
            + "|".repeat(25)
            + "20261018|20261020",
        "AL1|1|DA|PENI^Penicillin^99LAKE|SV",
        "DG1|1||M80.08XA^x^I10C||20261005|F",
        "PR1|1||22511^Vertebroplasty^C4||20261019120000%sOP-%s^LAKE".formatted("|".repeat(14), id));

    JsonNode encounter = one("/Encounter?" + OF + "V-" + id);
    assertThat(encounter.path("status").asString()).isEqualTo(status);
    assertThat(encounter.at("/class/code").asString()).isEqualTo("IMP");
    assertThat(encounter.at("/period/end").asString()).isEqualTo("2026-10-20");
    String of = "patient.identifier=https://vertepath.dev/fhir/hl7v2/authority/LAKE%7C" + id;
    assertThat(one("/AllergyIntolerance?" + of).path("criticality").asString()).isEqualTo("high");
    assertThat(one("/Condition?" + of).path("onsetDateTime").asString()).isEqualTo("2026-10-05");
    assertThat(one("/Procedure?" + OF + "OP-" + id).at("/code/coding/0/code").asString())
        .isEqualTo("22511");
  }

  @ParameterizedTest
  @CsvSource({"ORM^O01,NW,active", "OMG^O19,NW,active", "ORM^O01,CA,revoked"})
  void ordersAreServiceRequests(String type, String control, String status) {
    String id = "vm-" + type.substring(4) + control;
    send(
        id,
        type,
        pid(id),
        "ORC|%s|OR-%s^LAKE|||||||20261020083000|||ST-2041^Vogel^Miriam^^^Dr."
            .formatted(control, id),
        "OBR|1|OR-%s^LAKE||vertebroplasty^Vertebroplasty^99VPP".formatted(id));

    JsonNode order = one("/ServiceRequest?" + OF + "OR-" + id);
    assertThat(order.path("status").asString()).isEqualTo(status);
    assertThat(order.at("/requester/display").asString()).isEqualTo("Dr. Miriam Vogel");
    assertThat(order.at("/code/coding/0/system").asString())
        .isEqualTo("https://vertepath.dev/fhir/CodeSystem/procedure");
  }

  @ParameterizedTest
  @CsvSource({"S12,booked", "S13,booked", "S14,booked", "S15,cancelled"})
  void schedulesAreAppointments(String trigger, String status) {
    String id = "vm-" + trigger;
    send(
        id,
        "SIU^" + trigger,
        "SCH|AP-%1$s^LAKE|AP-%1$s^LAKE|||||VP^x^99LAKE||60|MIN|^^^20261021123000^20261021133000"
            .formatted(id),
        pid(id));

    JsonNode appointment = one("/Appointment?" + OF + "AP-" + id);
    assertThat(appointment.path("status").asString()).isEqualTo(status);
    assertThat(appointment.path("start").asString()).startsWith("2026-10-21T12:30:00");
    assertThat(appointment.at("/participant/0/actor/reference").asString()).startsWith("Patient/");
  }

  @Test
  void aCancelledAppointmentStaysSoWhenItsBookingComesLate() {
    String schedule = "SCH|AP-vm-late^LAKE|AP-vm-late^LAKE|||||VP^x^99LAKE";
    send("vm-late-2", "SIU^S15", schedule, pid("vm-late"));
    String late = "MSH|^~\\&|HIS|LAKE|VP|LAKE|20261018080000||SIU^S12|vm-late-%s|P|2.5.1%s\n%s\n%s";
    try (Mllp sender = Mllp.to(listener.port())) {
      List<String> original = sender.send(late.formatted("1", "", schedule, pid("vm-late")));
      assertThat(original.get(1)).isEqualTo("MSA|AA|vm-late-1");
      assertThat(original.subList(2, original.size()))
          .containsExactly(
              "ERR||PID^1|0^Message accepted^HL70357|I||||A later message of the same sender told of"
                  + " this Patient already, which stays.",
              "ERR||SCH^1|0^Message accepted^HL70357|I||||A later message of the same sender told of"
                  + " this Appointment already, which stays.");
      List<String> enhanced =
          sender.send(late.formatted("3", "|||AL|NE", schedule, pid("vm-late")));
      assertThat(enhanced.get(1)).isEqualTo("MSA|CA|vm-late-3");
      assertThat(enhanced.get(3)).startsWith("ERR||SCH^1|0^Message accepted^HL70357|I|");
    }

    assertThat(one("/Appointment?" + OF + "AP-vm-late").path("status").asString())
        .isEqualTo("cancelled");
  }

  @Test
  void resultsAreObservationsAndProcedures() {
    send(
        "vm-R01",
        "ORU^R01",
        pid("vm-R01"),
        "PR1|1||22511^Vertebroplasty^C4||20261019120000||||||||||||||OP-vm-R01^LAKE",
        "OBR|1||E-1^LAKE|X|||20261019100000",
        "OBX|1|NM|72514-3^Pain^LN||7|{score}|||||F",
        "OBX|2|CWE|marrow-oedema^Marrow oedema^99VPF||Y^Yes^HL70136||||||P",
        "OBX|3|ST|NOTE^Note^99LAKE||kept \\T\\ read||||||F");

    String of = "patient.identifier=https://vertepath.dev/fhir/hl7v2/authority/LAKE%7Cvm-R01";
    JsonNode pain = one("/Observation?code=http://loinc.org%7C72514-3&" + of);
    assertThat(pain.path("effectiveDateTime").asString()).startsWith("2026-10-19T10:00:00");
    assertThat(pain.at("/valueQuantity/value").asInt()).isEqualTo(7);
    JsonNode finding = one("/Observation?code=marrow-oedema&" + of);
    assertThat(finding.path("valueBoolean").asBoolean()).isTrue();
    assertThat(finding.path("status").asString()).isEqualTo("preliminary");
    assertThat(one("/Observation?code=NOTE&" + of).path("valueString").asString())
        .isEqualTo("kept & read");
    assertThat(one("/Procedure?" + of).path("status").asString()).isEqualTo("completed");
  }
}
