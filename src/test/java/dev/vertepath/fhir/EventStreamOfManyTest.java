package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streams of events whose clients come and go, and whose events are not all there any more. */
class EventStreamOfManyTest extends Subscribers {

  private static final int EVENTS = 300;
  private static final int CLIENTS = 4;
  private static final int TIMES = 60;

  /** The container takes what a client leaves for the next one: nobody may still write to it. */
  @Test
  void aClientThatLeavesInTheMiddleEndsNoStreamOfAnother() throws Exception {
    String patient = newPatient("Strom");
    long last = told(EVENTS);
    jdbc.sql(
            """
            insert into delivery (channel, number, order_key, patient, topic, focus_type, focus_id,
              focus_version, occurred, status, queued, due)
            select 'stream', :last - n, 'many', :patient, 'case-state-changed', 'Patient', :patient,
              1, now(), 'done', now(), now()
            from generate_series(0, :events - 1) n
            """)
        .param("last", last)
        .param("patient", patient)
        .param("events", EVENTS)
        .update();
    long after = last - EVENTS;

    List<Optional<String>> first = new ArrayList<>();
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      Callable<List<Optional<String>>> client =
          () -> {
            List<Optional<String>> found = new ArrayList<>();
            try (HttpClient http = HttpClient.newHttpClient()) {
              for (int i = 0; i < TIMES; i++) {
                found.add(firstEvent(http, after));
              }
            }
            return found;
          };
      for (var found : clients.invokeAll(Collections.nCopies(CLIENTS, client))) {
        first.addAll(found.get());
      }
    }

    assertThat(first).hasSize(CLIENTS * TIMES).containsOnly(Optional.of("id: " + (after + 1)));
  }

  /** The client leaves while more is on its way to it. */
  private Optional<String> firstEvent(HttpClient client, long after) throws Exception {
    try (Stream<String> lines = open(client, after)) {
      return lines.filter(line -> line.startsWith("id: ")).findFirst();
    } catch (UncheckedIOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Test
  void whatIsNotKeptAnyMoreIsNotWaitedFor() throws Exception {
    long last = told(3);
    List<String> lines = new CopyOnWriteArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient();
        Stream<String> stream = open(client, last - 3)) {
      Thread.ofPlatform().daemon().start(() -> stream.forEach(lines::add));

      // More may have happened meanwhile.
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> lines.stream().anyMatch(line -> isAlive(line, last)));

      assertThat(lines).filteredOn(line -> line.startsWith(":")).hasSizeLessThan(5);
      client.shutdownNow();
    }
  }

  /** Whether it tells that the stream has come to this number, or past it. */
  private static boolean isAlive(String line, long number) {
    return line.startsWith(": ") && Long.parseLong(line.substring(2)) >= number;
  }

  /** Numbers that were given to events of the stream. */
  private long told(int events) {
    return jdbc.sql(
            """
            insert into receiver as r (channel, open, last_number) values ('stream', true, :events)
            on conflict (channel) do update set last_number = r.last_number + :events
            returning last_number
            """)
        .param("events", events)
        .query(Long.class)
        .single();
  }

  private Stream<String> open(HttpClient client, long after)
      throws IOException, InterruptedException {
    HttpResponse<Stream<String>> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/events"))
                .header("Last-Event-ID", Long.toString(after))
                .build(),
            BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }
}
