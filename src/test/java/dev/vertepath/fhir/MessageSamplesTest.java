package dev.vertepath.fhir;

import static dev.vertepath.fhir.Messaging.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.exchange.hl7v2.Mllp;
import dev.vertepath.exchange.hl7v2.MllpListener;
import dev.vertepath.exchange.message.MessageEvent;
import dev.vertepath.exchange.message.MessageEvents;
import dev.vertepath.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The sample messages: one of each kind, which take their patients through the pathway. */
@TestPropertySource(properties = "vertepath.mllp-port=0")
class MessageSamplesTest extends FhirOverHttp {

  private static final Path TABLE = Path.of("src/main/resources/exchange/hl7v2/messages.tsv");

  @Autowired MllpListener listener;
  @Autowired MessageEvents events;

  private static List<Path> samples(String directory) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("samples", directory))) {
      return files.sorted().toList();
    }
  }

  private int total(String url) {
    return get(url).json().path("total").asInt(-1);
  }

  @Test
  void thereIsAFhirMessageOfEachEvent() throws IOException {
    Set<String> there = new TreeSet<>();
    for (Path sample : samples("messages")) {
      JsonNode message = Json.MAPPER.readTree(Files.readString(sample));
      there.add(message.at("/entry/0/resource/eventCoding/code").asString());
    }

    assertThat(there)
        .containsAll(events.all().stream().map(MessageEvent::code).toList())
        .contains("I12");
  }

  @Test
  void theFhirMessagesTakeAPatientThroughThePathway() throws IOException {
    for (Path sample : samples("messages")) {
      Response answer = post("/$process-message", Files.readString(sample).replace("'", "\\u0027"));
      assertThat(answer.status()).as("%s: %s", sample, answer.text()).isEqualTo(200);
      assertThat(code(answer.json())).as("%s: %s", sample, answer.text()).isEqualTo("ok");
    }
    String of = "patient.identifier=https://hospital.example/patients%7C";
    assertThat(get("/Task?code=pathway-case&" + of + "H-3002").text())
        .contains("\"code\":\"closed\"");
    assertThat(total("/Procedure?" + of + "H-3002")).isEqualTo(1);
    assertThat(total("/Observation?" + of + "H-3002")).isEqualTo(8);
    assertThat(get("/Patient?identifier=https://hospital.example/patients%7CH-2987").text())
        .contains("replaced-by");
    assertThat(total("/Appointment?status=cancelled&" + of + "H-3002")).isEqualTo(1);
    assertThat(total("/Task?code=pathway-case&" + of + "H-3003")).isEqualTo(1);
  }

  @Test
  void thereIsAnHl7v2MessageOfEachKind() throws IOException {
    Set<String> there = new TreeSet<>();
    for (Path sample : samples("hl7v2")) {
      String[] type = Files.readString(sample).split("\\|", 10)[8].split("\\^");
      there.add(type[0] + "^" + type[1]);
    }
    Set<String> known = new TreeSet<>();
    Files.readAllLines(TABLE).stream()
        .map(line -> line.split("\t")[0])
        .filter(cell -> cell.contains("^"))
        .forEach(known::add);

    assertThat(there).isEqualTo(known);
  }

  @Test
  void theHl7v2MessagesTakeAPatientThroughThePathway() throws IOException {
    try (Mllp sender = Mllp.to(listener.port())) {
      for (Path sample : samples("hl7v2")) {
        List<String> answer = sender.send(Files.readString(sample));
        assertThat(answer.get(1)).as("%s: %s", sample, answer).startsWith("MSA|AA|HIS-0000");
        assertThat(answer).as("%s: %s", sample, answer).hasSize(2);
      }
    }
    String of = "identifier=https://vertepath.dev/fhir/hl7v2/authority/LAKESIDE%7C";
    JsonNode patient = get("/Patient?" + of + "H-2001").json().at("/entry/0/resource");
    String id = patient.path("id").asString();
    assertThat(get("/Task?patient=" + id + "&code=pathway-case").text())
        .contains("\"code\":\"follow-up\"");
    assertThat(total("/Observation?subject=Patient/" + id)).isEqualTo(8);
    assertThat(total("/Encounter?subject=Patient/" + id)).isEqualTo(2);
    assertThat(total("/Encounter?status=finished&" + of + "V-2001-2")).isEqualTo(1);
    assertThat(total("/Procedure?subject=Patient/" + id)).isEqualTo(1);
    assertThat(get("/Appointment?" + of + "AP-2001-1").text())
        .contains("2026-10-21T12:30:00+02:00")
        .contains("\"booked\"");
    assertThat(get("/Appointment?" + of + "AP-2001-2").text()).contains("\"cancelled\"");
    assertThat(patient.at("/address/0/line/0").asString()).isEqualTo("3 Mill Street");
    assertThat(get("/Patient?" + of + "H-1999").text()).contains("replaced-by");
  }
}
