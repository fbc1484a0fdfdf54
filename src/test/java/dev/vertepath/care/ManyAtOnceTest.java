package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.RecordException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Many send for one patient at the same time. */
class ManyAtOnceTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = 40;
  private static final Clinic CLINIC = new Clinic().at("2026-04-20T08:00:00Z");

  @AfterAll
  static void close() {
    CLINIC.close();
  }

  @Test
  void theirArrivalsMakeTheSameAsOneAfterTheOther() throws Exception {
    TestPatient first = CLINIC.patient();
    first.sends(arrivals(first).toArray(Arrival[]::new));
    String expected = Snapshot.of(CLINIC.jdbc(), first.id(), first.id());

    for (int round = 0; round < ROUNDS; round++) {
      TestPatient patient = CLINIC.patient();
      atOnce(patient, round);
      assertThat(Snapshot.of(CLINIC.jdbc(), patient.id(), patient.id()))
          .as("round " + round)
          .isEqualTo(expected);
    }
  }

  /** Some by identifier, some by literal reference, which take different ways to the patient. */
  private static List<Arrival> arrivals(TestPatient patient) {
    var arrivals = new ArrayList<>(SixArrivals.of(patient));
    String literal = "{'reference':'%s'}".formatted(patient.reference());
    arrivals.replaceAll(
        arrival ->
            arrival.key().type().equals("Observation")
                ? arrival.with("subject", literal)
                : arrival);
    return arrivals;
  }

  private static void atOnce(TestPatient patient, int round) throws Exception {
    var start = new CountDownLatch(THREADS);
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        var own = new ArrayList<>(arrivals(patient));
        Collections.shuffle(own, new Random(round * 100L + thread));
        all.add(
            threads.submit(
                () -> {
                  start.countDown();
                  start.await();
                  own.forEach(arrival -> sendUntilTaken(patient, arrival));
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  /** As a client does that is told to send again; any other refusal fails the test. */
  private static void sendUntilTaken(TestPatient patient, Arrival arrival) {
    while (true) {
      try {
        patient.send(arrival);
        return;
      } catch (RecordException e) {
        assertThat(e).hasMessageContaining("send it again");
      }
    }
  }
}
