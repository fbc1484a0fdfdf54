package dev.vertepath.care;

import static dev.vertepath.care.EveryOrder.STRAIGHT;
import static dev.vertepath.care.EveryOrder.assertAllGive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.access.Caller;
import dev.vertepath.access.audit.OtherDoor;
import dev.vertepath.exchange.message.FhirChannel;
import dev.vertepath.exchange.message.Inbox;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The same facts as messages, in any order and any number of times, give the same as well. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(EveryOrderOfMessagesTest.OneMoment.class)
class EveryOrderOfMessagesTest {

  private static final AtomicInteger PATIENTS = new AtomicInteger();

  private static final List<String> EVENTS =
      List.of("patient-update", "referral", "evidence", "order", "procedure-report", "observation");

  @Autowired Inbox inbox;
  @Autowired FhirChannel channel;
  @Autowired OtherDoor door;
  @Autowired ClinicalRecord record;
  @Autowired JdbcClient jdbc;

  @TestConfiguration
  static class OneMoment {

    @Bean
    @Primary
    Clock oneMoment() {
      return Clock.fixed(Instant.parse("2026-04-20T08:00:00Z"), ZoneOffset.UTC);
    }
  }

  @Test
  void allOrdersOfSixMessagesGiveTheSame() throws Exception {
    String expected = run(STRAIGHT);
    assertThat(expected)
        .contains("\"state\": \"follow-up\"", "\"verdict\": \"meets-criteria")
        .contains("\"early-check\"");

    assertAllGive(expected, EveryOrder.all(), this::run);
  }

  @Test
  void soDoOrdersWithEachMessageTwice() throws Exception {
    assertAllGive(run(STRAIGHT), EveryOrder.twice(EveryOrder.some(6)), this::run);
  }

  private String run(List<Integer> order) {
    var patient = TestPatient.elsewhere("m%05d".formatted(PATIENTS.incrementAndGet()));
    List<Arrival> arrivals = SixArrivals.of(patient);
    for (int next : order) {
      send(message(EVENTS.get(next), patient.id() + "-" + next, arrivals.get(next)));
    }
    String id =
        record
            .search("Patient", "identifier=urn:mrn|" + patient.id())
            .matches()
            .getFirst()
            .key()
            .id();
    return Snapshot.of(jdbc, id, patient.id());
  }

  private void send(ObjectNode message) {
    byte[] raw = Json.MAPPER.writeValueAsBytes(message);
    byte[] answer =
        door.during(
                Caller.LOCAL,
                "127.0.0.1",
                "process-message",
                () -> inbox.receive(channel, raw, "application/fhir+json"))
            .body();
    assertThat(new String(answer, StandardCharsets.UTF_8)).contains("\"code\":\"ok\"");
  }

  private static ObjectNode message(String event, String id, Arrival arrival) {
    ObjectNode bundle = Json.MAPPER.createObjectNode();
    bundle.put("resourceType", "Bundle").put("type", "message");
    ArrayNode entries = bundle.putArray("entry");
    ObjectNode header = entries.addObject().putObject("resource");
    header.put("resourceType", "MessageHeader").put("id", id);
    header
        .putObject("eventCoding")
        .put("system", "https://vertepath.dev/fhir/CodeSystem/message-event")
        .put("code", event);
    header.putObject("source").put("endpoint", "https://his.example/out");
    String fullUrl = "https://his.example/fhir/" + arrival.key();
    header.putArray("focus").addObject().put("reference", fullUrl);
    entries.addObject().put("fullUrl", fullUrl).set("resource", arrival.body());
    return bundle;
  }
}
