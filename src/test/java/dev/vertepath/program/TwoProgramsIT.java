package dev.vertepath.program;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.exchange.Receiver;
import dev.vertepath.exchange.Receiver.Got;
import dev.vertepath.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole programs at one database: what happens is told once, by whichever comes to it. */
class TwoProgramsIT {

  private static final String TOLD = "/told";
  private static final int TRANSACTIONS = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;

  @Test
  void eachNotificationIsDeliveredOnceAndThoseOfAPatientInTheirOrder() throws Exception {
    try (var receiver = new Receiver();
        var one = program("one").started();
        var two = program("two").on(one.database()).started()) {
      subscribe(one, receiver, "Observation?code=http://loinc.org|72514-3");
      write(one, two);
      int transactions = 2 * TRANSACTIONS + untilBothDeliver(one, two);
      List<String> stored =
          one.database()
              .query("select 'Observation/' || id from resource where type = 'Observation'");
      assertThat(stored).hasSize(transactions * (Writers.RESOURCES - 1));
      awaitNothingIsOnItsWay(one, stored.size());

      List<Got> events = receiver.events(TOLD);
      assertThat(events.stream().map(Got::focus)).containsExactlyInAnyOrderElementsOf(stored);
      assertThat(events.stream().map(got -> got.numbers().getFirst()))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, stored.size()).boxed().toList());
      Map<String, List<Integer>> ofPatients =
          events.stream()
              .collect(
                  groupingBy(
                      got -> got.json().at("/entry/1/resource/subject/reference").asString(""),
                      mapping(got -> got.numbers().getFirst(), toList())));
      assertThat(ofPatients).hasSize(transactions);
      assertThat(ofPatients.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
    }
  }

  @Test
  void whatIsDueAndOverdueIsToldOnceByBothTogetherAndAfterDowntime() throws Exception {
    try (var receiver = new Receiver()) {
      var first = program("one");
      List<Window> windows = new ArrayList<>();
      try (var one = first.started();
          var two = program("two").on(one.database()).started()) {
        for (String topic : List.of("follow-up-due", "follow-up-overdue")) {
          subscribe(one, receiver, "https://vertepath.dev/fhir/SubscriptionTopic/" + topic);
        }
        for (String step :
            List.of("1-referral", "2-evidence", "3-order", "4-appointment", "5-procedure")) {
          String sample = Files.readString(Path.of("samples", "recovered-" + step + ".json"));
          assertThat(two.post("/fhir", sample).statusCode()).isEqualTo(200);
        }
        windows.add(Window.of(one, Duration.ofSeconds(5)));
        awaitTold(receiver, windows);
        // Its end takes a while, and the other one's shall come before the next window.
        two.close();
        windows.add(Window.of(one, Duration.ofSeconds(15)));
      }
      await().atMost(PATIENCE).until(() -> Instant.now().isAfter(windows.getLast().end()));
      try (var one = first.started();
          var two = program("two").on(one.database()).started()) {
        awaitTold(receiver, windows);
        awaitNothingIsOnItsWay(one, 0);
      }
      for (Window window : windows) {
        assertThat(told(receiver, window)).containsExactlyInAnyOrderElementsOf(window.expected());
      }
    }
  }

  /**
   * When all open follow-ups begin and end, as if they had been planned so.
   *
   * @param expected focus and time of each notification
   */
  private record Window(Instant start, Instant end, List<String> expected) {

    static Window of(RunningProgram program, Duration ahead) {
      Instant start = Instant.now().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
      Instant end = start.plusSeconds(1);
      program
          .database()
          .execute(
              "update follow_up set due_start = '%s', due_end = '%s' where status = 'requested'"
                  .formatted(start, end));
      List<String> open =
          program.database().query("select resource from follow_up where status = 'requested'");
      assertThat(open).isNotEmpty();
      List<String> expected = new ArrayList<>();
      open.forEach(resource -> expected.add(resource + " " + start));
      open.forEach(resource -> expected.add(resource + " " + end));
      return new Window(start, end, List.copyOf(expected));
    }
  }

  private static void awaitTold(Receiver receiver, List<Window> windows) {
    for (Window window : windows) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(told(receiver, window)).containsAll(window.expected()));
    }
  }

  private static List<String> told(Receiver receiver, Window window) {
    return receiver.events(TOLD).stream()
        .map(got -> got.focus() + " " + Instant.parse(time(got)))
        .filter(text -> text.endsWith(" " + window.start()) || text.endsWith(" " + window.end()))
        .toList();
  }

  private static String time(Got got) {
    for (var parameter : got.json().at("/entry/0/resource/parameter")) {
      for (var part : parameter.path("part")) {
        if (part.path("name").asString("").equals("timestamp")) {
          return part.path("valueInstant").asString();
        }
      }
    }
    throw new AssertionError(got.json());
  }

  private Program program(String name) throws IOException {
    return Program.in(Files.createDirectories(directory.resolve(name)))
        .with("VERTEPATH_DELIVERY_HTTP", "true")
        .with("VERTEPATH_DELIVERY_NETWORKS", "127.0.0.1")
        .with("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,metrics");
  }

  private static void subscribe(RunningProgram program, Receiver receiver, String criteria)
      throws IOException {
    var created =
        program.post(
            "/fhir/Subscription",
            """
            {"resourceType":"Subscription","status":"requested","reason":"test","criteria":"%s",
             "channel":{"type":"rest-hook","endpoint":"%s","payload":"application/fhir+json"}}"""
                .formatted(criteria, receiver.url(TOLD)));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    String id = Json.MAPPER.readTree(created.body()).path("id").asString();
    await()
        .atMost(PATIENCE)
        .until(() -> program.get("/fhir/Subscription/" + id).body().contains("\"active\""));
  }

  /** Through both at once. */
  private static void write(RunningProgram one, RunningProgram two)
      throws InterruptedException, ExecutionException {
    List<Future<Integer>> writers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (RunningProgram program : List.of(one, two)) {
        Callable<Integer> writing =
            () -> {
              for (int unit = 0; unit < TRANSACTIONS; unit++) {
                assertThat(Writers.send(program, unit)).isEqualTo(200);
              }
              return TRANSACTIONS;
            };
        writers.add(threads.submit(writing));
      }
      for (Future<Integer> writer : writers) {
        assertThat(writer.get()).isEqualTo(TRANSACTIONS);
      }
    }
  }

  /**
   * Writes more, while only one of them has come to deliver anything.
   *
   * @return how many transactions
   */
  private static int untilBothDeliver(RunningProgram one, RunningProgram two) {
    var more = new AtomicInteger();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              if (delivered(one) > 0 && delivered(two) > 0) {
                return true;
              }
              assertThat(Writers.send(one, TRANSACTIONS + more.getAndIncrement())).isEqualTo(200);
              return false;
            });
    return more.get();
  }

  /** All that was to be told arrived, and nothing more is to come. */
  private static void awaitNothingIsOnItsWay(RunningProgram program, int atLeast) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                program
                    .database()
                    .query(
                        "select (count(*) filter (where status = 'waiting') = 0"
                            + " and count(*) >= %d and not exists (select from event))::text"
                                .formatted(atLeast)
                            + " from delivery")
                    .getFirst()
                    .equals("true"));
  }

  /** How many letters it delivered itself. */
  private static int delivered(RunningProgram program) {
    try {
      var metric =
          Json.MAPPER.readTree(
              program.get("/actuator/metrics/outbox.attempts?tag=outcome:delivered").body());
      return metric.at("/measurements/0/value").asInt(0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
