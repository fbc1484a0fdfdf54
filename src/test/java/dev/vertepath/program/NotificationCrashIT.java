package dev.vertepath.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.exchange.Receiver;
import dev.vertepath.exchange.Receiver.Got;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was stored is told, whenever the program dies. */
class NotificationCrashIT {

  private static final String TOLD = "/told";
  private static final int TRANSACTIONS = 340;
  private static final int BEFORE_THE_DEATH = 300;

  /** What was under way when the program died is taken again after a minute and a half. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  @TempDir Path directory;

  @Test
  void aThousandNotificationsArriveInOrderThoughTheProgramDiesInTheirMiddle() throws IOException {
    try (var receiver = new Receiver()) {
      var program =
          Program.in(directory)
              .with("VERTEPATH_DELIVERY_HTTP", "true")
              .with("VERTEPATH_DELIVERY_NETWORKS", "127.0.0.1");
      var dying = program.started();
      subscribe(dying, receiver);
      var arrived = new AtomicInteger();
      // From the middle on it takes what comes and answers nothing: it is told all that again.
      receiver.answers(
          got -> arrived.incrementAndGet() <= BEFORE_THE_DEATH ? 200 : receiver.hung());
      var writers = new Writers(dying);
      writers.start();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  writers.acknowledged().size() >= TRANSACTIONS
                      && arrived.get() > BEFORE_THE_DEATH);
      dying.killedHard();
      writers.stop();
      receiver.answers(got -> 200);
      int before = receiver.events(TOLD).size();

      try (var next = program.started()) {
        Set<String> stored =
            Set.copyOf(
                next.database()
                    .query("select 'Observation/' || id from resource where type = 'Observation'"));
        assertThat(stored).hasSizeGreaterThanOrEqualTo(3 * TRANSACTIONS);
        assertThat(before).isLessThan(stored.size());
        await().atMost(PATIENCE).until(() -> foci(receiver).containsAll(stored));
        assertThat(foci(receiver)).isEqualTo(stored);
        assertThatNumbersHaveNoGap(receiver.events(TOLD), stored.size());
        assertThatRepeatsCanBeTold(receiver.events(TOLD));
        assertThatEachPatientsComeInOrder(receiver.events(TOLD));
      }
    }
  }

  private static void subscribe(RunningProgram program, Receiver receiver) throws IOException {
    var created =
        program.post(
            "/fhir/Subscription",
            """
            {"resourceType":"Subscription","status":"requested","reason":"test",
             "criteria":"Observation?code=http://loinc.org|72514-3",
             "channel":{"type":"rest-hook","endpoint":"%s","payload":"application/fhir+json"}}"""
                .formatted(receiver.url(TOLD)));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    await().atMost(PATIENCE).until(() -> !receiver.of(TOLD, "handshake").isEmpty());
  }

  private static Set<String> foci(Receiver receiver) {
    return receiver.events(TOLD).stream().map(Got::focus).collect(Collectors.toSet());
  }

  private static void assertThatNumbersHaveNoGap(List<Got> events, int last) {
    assertThat(events.stream().map(got -> got.numbers().getFirst()).distinct().sorted())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, last).boxed().toList());
  }

  private static void assertThatRepeatsCanBeTold(List<Got> events) {
    Map<String, String> byId = new HashMap<>();
    Set<Integer> numbers = new HashSet<>();
    int repeats = 0;
    for (Got got : events) {
      String told = got.numbers() + " " + got.focus();
      String before = byId.put(got.header("webhook-id"), told);
      repeats += before == null ? 0 : 1;
      assertThat(before == null || before.equals(told)).isTrue();
      numbers.addAll(got.numbers());
    }
    assertThat(byId).hasSameSizeAs(numbers);
    assertThat(repeats).isPositive();
  }

  /** A patient's first notifications bear growing numbers; repeats come later. */
  private static void assertThatEachPatientsComeInOrder(List<Got> events) {
    Map<String, Integer> last = new HashMap<>();
    Set<Integer> seen = new HashSet<>();
    for (Got got : events) {
      int number = got.numbers().getFirst();
      String patient = got.json().at("/entry/1/resource/subject/reference").asString("");
      assertThat(patient).startsWith("Patient/");
      if (seen.add(number)) {
        Integer before = last.put(patient, number);
        assertThat(before == null || before < number)
            .as("%s: %s before %d", patient, before, number)
            .isTrue();
      }
    }
  }
}
