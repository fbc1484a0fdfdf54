package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.Interaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The same facts, in any order and any number of times, give the same case, plan and tasks. */
class EveryOrderOfArrivalTest {

  private static final int ARRIVALS = 6;
  private static final int ORDERS = 720;
  private static final int THREADS = 4;
  private static final Clinic CLINIC = new Clinic().at("2026-04-20T08:00:00Z");

  @AfterAll
  static void close() {
    CLINIC.close();
  }

  @Test
  void allOrdersOfSixArrivalsGiveTheSame() throws Exception {
    String expected = run(List.of(0, 1, 2, 3, 4, 5), (arrival, patient) -> CLINIC.send(arrival));
    assertThat(expected)
        .contains("\"state\": \"follow-up\"", "\"verdict\": \"meets-criteria")
        .contains("{plan/Procedure/{{P}-op}}", "\"early-check\"");

    assertAllGive(expected, orders(), (arrival, patient) -> CLINIC.send(arrival));
  }

  @Test
  void soDoAllOrdersWithEachArrivalTwice() throws Exception {
    assertAllGive(
        run(List.of(0, 1, 2, 3, 4, 5), (arrival, patient) -> CLINIC.send(arrival)),
        twice(orders()),
        (arrival, patient) -> CLINIC.send(arrival));
  }

  @Test
  void andSoDoOrdersUnderIdsOfTheServer() throws Exception {
    List<List<Integer>> some = new ArrayList<>();
    for (int i = 0; i < ORDERS; i += 12) {
      some.add(orders().get(i));
    }
    assertAllGive(
        run(List.of(0, 1, 2, 3, 4, 5), EveryOrderOfArrivalTest::sendByIdentifier),
        twice(some),
        EveryOrderOfArrivalTest::sendByIdentifier);
  }

  private static void sendByIdentifier(Arrival arrival, TestPatient patient) {
    CLINIC
        .record()
        .apply(
            new Interaction.ConditionalUpdate(
                null,
                arrival.key().type(),
                "identifier=" + arrival.body().at("/identifier/0/value").asString(),
                arrival.without("id").body()));
  }

  /** Each arrival once more, at any place. */
  private static List<List<Integer>> twice(List<List<Integer>> orders) {
    List<List<Integer>> twice = new ArrayList<>();
    for (List<Integer> order : orders) {
      var all = new ArrayList<>(order);
      all.addAll(order);
      Collections.shuffle(all, new Random(twice.size()));
      twice.add(all);
    }
    return twice;
  }

  private static List<List<Integer>> orders() {
    List<List<Integer>> orders = SixArrivals.orders(IntStream.range(0, ARRIVALS).boxed().toList());
    assertThat(orders).hasSize(ORDERS);
    return orders;
  }

  private static void assertAllGive(
      String expected, List<List<Integer>> orders, BiConsumer<Arrival, TestPatient> send)
      throws Exception {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<String>> results = new ArrayList<>();
      for (List<Integer> order : orders) {
        Callable<String> course = () -> run(order, send);
        results.add(threads.submit(course));
      }
      for (int i = 0; i < orders.size(); i++) {
        String result = results.get(i).get();
        if (!result.equals(expected)) {
          threads.shutdownNow();
          assertThat(result).as("the order " + orders.get(i)).isEqualTo(expected);
        }
      }
    }
  }

  private static String run(List<Integer> order, BiConsumer<Arrival, TestPatient> send) {
    TestPatient patient = CLINIC.patient();
    List<Arrival> arrivals = SixArrivals.of(patient);
    for (int next : order) {
      CLINIC.tick();
      send.accept(arrivals.get(next), patient);
    }
    String id =
        CLINIC
            .record()
            .search("Patient", "identifier=urn:mrn|" + patient.id())
            .matches()
            .getFirst()
            .key()
            .id();
    return Snapshot.of(CLINIC.jdbc(), id, patient.id());
  }
}
