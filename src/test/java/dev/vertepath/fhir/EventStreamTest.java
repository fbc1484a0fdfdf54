package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vertepath.exchange.event.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Events as a page gets them that shows what happens. */
class EventStreamTest extends Subscribers {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Test
  void eventsComeByIdsAndGoOnWhereTheClientLeft() throws Exception {
    List<String> first = new CopyOnWriteArrayList<>();
    try (Stream<String> stream = open()) {
      read(stream, first);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> first.stream().anyMatch(l -> l.startsWith(":")));
      fracture(newPatient("Strom"));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  has(first, "data: {\"topic\":\"candidacy-changed\",\"number\":")
                      && has(first, "data: {\"topic\":\"case-state-changed\",\"number\":"));
    }
    String id =
        first.stream()
            .filter(line -> line.startsWith("id: "))
            .findFirst()
            .orElseThrow()
            .substring(4);
    assertThat(first).contains("event: case-state-changed");
    assertThat(String.join("\n", first)).doesNotContain("Strom").doesNotContain("Patient/");

    List<String> second = new CopyOnWriteArrayList<>();
    try (Stream<String> stream = open(id)) {
      read(stream, second);
      awaitLine(second, "id: ");
    }
    assertThat(second).contains("id: " + (Long.parseLong(id) + 1)).doesNotContain("id: " + id);
  }

  @Test
  void whoWorksAtOneListSeesWhatOthersDo() throws Exception {
    String patient = newPatient("Zuteilung");
    fracture(patient);
    JsonNode task = get("/Task?status=requested&patient=" + patient).json().at("/entry/0/resource");
    List<String> lines = new CopyOnWriteArrayList<>();
    try (Stream<String> stream = open()) {
      read(stream, lines);
      awaitLine(lines, ":");
      ObjectNode given = (ObjectNode) task.deepCopy();
      given.putObject("owner").put("display", "Ines Halloran");
      Response assigned = put("/Task/" + task.path("id").asString(), given.toString());
      assertThat(assigned.status()).as(assigned.text()).isEqualTo(200);
      awaitLine(lines, "event: work-item-changed");
    }

    assertThat(lines)
        .anyMatch(line -> line.contains("\"focus\":\"Task/" + task.path("id").asString() + "\""));
  }

  @Test
  void aClientThatLeavesIsNoErrorOfTheService() throws Exception {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    root.addAppender(appender);
    try {
      List<String> lines = new CopyOnWriteArrayList<>();
      try (Stream<String> stream = open()) {
        read(stream, lines);
        awaitLine(lines, ":");
      }
      awaitNobodyListens();
    } finally {
      root.detachAppender(appender);
    }

    assertThat(appender.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .filteredOn(event -> event.getThreadName().matches("event-stream|http.*"))
        .isEmpty();
  }

  @Test
  void nothingIsNotedWhileNobodyListens() {
    awaitNobodyListens();
    jdbc.sql("update listener set until = 'epoch'").update();
    jdbc.sql("update search_definition set version = version + 1").update();
    String patient = newPatient("Unbemerkt");
    active(subscription(on(Topic.CASE_STATE_CHANGED, "patient=" + patient), ""));
    fracture(patient);
    RECEIVER.await(path, 1);

    assertThat(
            jdbc.sql("select count(*) from delivery where channel = 'stream' and patient = ?")
                .param(patient)
                .query(Integer.class)
                .single())
        .isZero();
  }

  private static void awaitNobodyListens() {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("event-stream")));
  }

  private static boolean has(List<String> lines, String begin) {
    return lines.stream().anyMatch(line -> line.startsWith(begin));
  }

  private static void awaitLine(List<String> lines, String begin) {
    await().atMost(Duration.ofSeconds(30)).until(() -> has(lines, begin));
  }

  @Test
  void aNumberThatIsNoneIsRefused() throws Exception {
    HttpResponse<String> refused =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(url())).header("Last-Event-ID", "x").build(),
            BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(400);
  }

  private Stream<String> open(String... last) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url()));
    if (last.length > 0) {
      request.header("Last-Event-ID", last[0]);
    }
    HttpResponse<Stream<String>> answer = CLIENT.send(request.build(), BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    return answer.body();
  }

  private static void read(Stream<String> stream, List<String> lines) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                stream.forEach(lines::add);
              } catch (RuntimeException closed) {
                // The client has left.
              }
            });
  }

  private String url() {
    return "http://127.0.0.1:" + port + "/events";
  }
}
