package dev.vertepath.exchange.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is taken, by whom, and in which order. */
class DeliveryTableTest {

  private static final RecordOnPostgres STORE = new RecordOnPostgres();
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration LEASE = Duration.ofSeconds(60);

  private final DeliveryTable table = new DeliveryTable(STORE.jdbc);

  @AfterAll
  static void close() {
    STORE.close();
  }

  @BeforeEach
  void empty() {
    STORE.jdbc.sql("truncate delivery, receiver").update();
  }

  @Test
  void ofOneKeyOneIsUnderWayAtATimeAndInOrder() {
    put("a", "k1", 1, 2);
    put("a", "k2", 3);

    List<Delivery> first = claim(10);
    assertThat(numbers(first)).containsExactlyInAnyOrder(1L, 3L);
    assertThat(claim(10)).isEmpty();
    table.done(numbered(1, first));
    assertThat(numbers(claim(10))).containsExactly(2L);
  }

  @Test
  void ofOneReceiverAFewAreUnderWayAndOthersComeToo() {
    for (int key = 1; key <= 20; key++) {
      put("a", "k" + key, key);
    }
    put("b", "k", 1);

    assertThat(claim(10)).extracting(Delivery::channel).containsOnlyOnce("b").hasSize(5);
  }

  @Test
  void whatWasTakenAndNotFinishedIsTakenAgainWhenItsLeaseIsOver() {
    put("a", "k", 1);
    assertThat(claim(10)).hasSize(1);

    assertThat(table.claim(NOW.plus(LEASE).minusMillis(1), LEASE, 10, 4, List.of())).isEmpty();
    List<Delivery> again = table.claim(NOW.plus(LEASE), LEASE, 10, 4, List.of());
    assertThat(numbers(again)).containsExactly(1L);
    assertThat(again.getFirst().attempts()).isEqualTo(2);
  }

  @Test
  void aReceiverThatFailsRestsAndIsTriedWithOne() {
    IntStream.rangeClosed(1, 8).forEach(key -> put("a", "k" + key, key));
    put("b", "k", 1);
    Delivery tried =
        claim(10).stream().filter(one -> one.channel().equals("a")).findFirst().orElseThrow();
    assertThat(table.failed(tried, "HTTP 500", NOW.plusSeconds(4), false, NOW.plusSeconds(2)))
        .isEqualTo(1);

    assertThat(table.claim(NOW.plusSeconds(1), LEASE, 10, 4, List.of())).isEmpty();
    assertThat(table.claim(NOW.plusSeconds(3), LEASE, 10, 4, List.of())).hasSize(1);
  }

  @Test
  void aLetterThatIsRefusedHoldsUpNoOtherKey() {
    put("a", "k1", 1, 2);
    put("a", "k2", 3, 4);
    List<Delivery> first = claim(10);
    table.failed(numbered(1, first), "HTTP 422", NOW.plusSeconds(100), false, null);
    table.done(numbered(3, first));

    assertThat(numbers(claim(10))).containsExactly(4L);
  }

  @Test
  void whatIsGivenUpLetsTheNextOneGo() {
    put("a", "k", 1, 2);
    table.failed(claim(10).getFirst(), "HTTP 422", NOW, true, null);

    assertThat(numbers(claim(10))).containsExactly(2L);
    assertThat(
            STORE
                .jdbc
                .sql("select status from delivery where number = 1")
                .query(String.class)
                .single())
        .isEqualTo("dead");
  }

  @Test
  void afterThreeDaysWhatNeverHadItsTurnIsGivenUpTooIfItsReceiverFails() {
    put("a", "k", 1, 2);
    put("b", "k", 1);
    Delivery tried =
        claim(10).stream().filter(d -> d.channel().equals("a")).findFirst().orElseThrow();
    table.failed(tried, "HTTP 500", NOW.plusSeconds(4), false, NOW.plusSeconds(2));
    STORE.jdbc.sql("update delivery set attempts = 0 where channel = 'b'").update();

    assertThat(table.giveUp(NOW.plus(Duration.ofDays(3)))).isZero();
    assertThat(table.giveUp(NOW.plus(Duration.ofDays(3)).plusSeconds(1))).isEqualTo(2);
    assertThat(
            STORE
                .jdbc
                .sql("select problem from delivery where channel = 'a' and number = 2")
                .query(String.class)
                .single())
        .isEqualTo("HTTP 500");
  }

  @Test
  void aReceiverThatIsNotOpenGetsNothing() {
    put("a", "k", 1);
    STORE.jdbc.sql("update receiver set open = false").update();

    assertThat(claim(10)).isEmpty();
  }

  @Test
  void severalReplicasTakeEachOnce() throws InterruptedException {
    for (int key = 1; key <= 40; key++) {
      put("c" + key % 10, "k" + key, key);
    }
    Set<Long> taken = ConcurrentHashMap.newKeySet();
    List<Long> twice = new ArrayList<>();
    List<Thread> replicas = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      replicas.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    List<Delivery> some;
                    do {
                      some = claim(3);
                      for (Delivery one : some) {
                        if (!taken.add(one.id())) {
                          synchronized (twice) {
                            twice.add(one.id());
                          }
                        }
                      }
                    } while (!some.isEmpty());
                  }));
    }
    for (Thread replica : replicas) {
      replica.join();
    }
    claim(100).forEach(left -> taken.add(left.id()));

    assertThat(twice).isEmpty();
    assertThat(taken).hasSize(40);
  }

  private List<Delivery> claim(int most) {
    return table.claim(NOW, LEASE, most, 4, List.of());
  }

  /** They are taken in no order of their own. */
  private static Delivery numbered(long number, List<Delivery> deliveries) {
    return deliveries.stream().filter(one -> one.number() == number).findFirst().orElseThrow();
  }

  private static List<Long> numbers(List<Delivery> deliveries) {
    return deliveries.stream().map(Delivery::number).toList();
  }

  private void put(String channel, String key, long... numbers) {
    List<Delivery> deliveries = new ArrayList<>();
    for (long number : numbers) {
      deliveries.add(
          new Delivery(
              0,
              channel,
              number,
              key,
              "p",
              "record",
              new ResourceKey("Task", "1"),
              1L,
              null,
              NOW,
              0,
              NOW,
              null));
    }
    table.add(deliveries, true);
  }
}
