package dev.vertepath.care;

import static dev.vertepath.care.EveryOrder.STRAIGHT;
import static dev.vertepath.care.EveryOrder.assertAllGive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.Interaction;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The same facts, in any order and any number of times, give the same case, plan and tasks. */
class EveryOrderOfArrivalTest {

  private static final Clinic CLINIC = new Clinic().at("2026-04-20T08:00:00Z");

  @AfterAll
  static void close() {
    CLINIC.close();
  }

  @Test
  void allOrdersOfSixArrivalsGiveTheSame() throws Exception {
    String expected = run(STRAIGHT, (arrival, patient) -> CLINIC.send(arrival));
    assertThat(expected)
        .contains("\"state\": \"follow-up\"", "\"verdict\": \"meets-criteria")
        .contains("{plan/Procedure/{{P}-op}}", "\"early-check\"");

    assertAllGive(
        expected,
        EveryOrder.all(),
        order -> run(order, (arrival, patient) -> CLINIC.send(arrival)));
  }

  @Test
  void soDoAllOrdersWithEachArrivalTwice() throws Exception {
    assertAllGive(
        run(STRAIGHT, (arrival, patient) -> CLINIC.send(arrival)),
        EveryOrder.twice(EveryOrder.all()),
        order -> run(order, (arrival, patient) -> CLINIC.send(arrival)));
  }

  @Test
  void andSoDoOrdersUnderIdsOfTheServer() throws Exception {
    assertAllGive(
        run(STRAIGHT, EveryOrderOfArrivalTest::sendByIdentifier),
        EveryOrder.twice(EveryOrder.some(12)),
        order -> run(order, EveryOrderOfArrivalTest::sendByIdentifier));
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
