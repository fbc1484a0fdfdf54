package dev.vertepath.record.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class GatheredReadsTest extends ReadsUnderWay {

  @Test
  void oneThatIsAloneWaitsForNobody() {
    GatheredReads reads = reads(LONG);
    assertThat(reads.read(key("a"), Sight.ALL).map(StoredResource::key)).contains(key("a"));
    assertThat(reads.read(key(ABSENT), Sight.ALL)).isEmpty();
    assertThat(asked).containsExactly(List.of(key("a")), List.of(key(ABSENT)));
  }

  @Test
  void whatIsAskedForMeanwhileGoesTogether() throws Exception {
    var all = behindASlowOne(reads(LONG), "a", "b", "a", ABSENT);
    goOn.countDown();
    assertThat(id(all.get(1))).isEqualTo("a");
    assertThat(id(all.get(2))).isEqualTo("b");
    assertThat(id(all.get(3))).isEqualTo("a");
    assertThat(id(all.get(4))).isEqualTo("none");
    assertThat(asked).hasSize(2);
    assertThat(List.copyOf(asked).getLast())
        .containsExactlyInAnyOrder(key("a"), key("b"), key(ABSENT));
  }

  /** What is over for one is shown to nobody by the sight of another who asked before. */
  @Test
  void aGroupIsAskedForByTheLatestSight() throws Exception {
    Collection<Sight> by = new ConcurrentLinkedQueue<>();
    GatheredReads reads =
        reads(
            (keys, sight) -> {
              by.add(sight);
              return several(keys, sight);
            });
    List<Sight> sights =
        Stream.of(5, 9, 7)
            .map(minute -> at(OffsetDateTime.parse("2026-01-01T10:0%d:00Z".formatted(minute))))
            .toList();
    begun(reads, "slow");
    underWay.await();
    List<Future<Optional<StoredResource>>> all = new ArrayList<>();
    for (Sight sight : sights) {
      all.add(
          threads.submit(
              () -> {
                waiting.add(Thread.currentThread());
                return reads.read(key("a"), sight);
              }));
    }
    await().until(() -> waits(4));
    goOn.countDown();
    for (Future<Optional<StoredResource>> one : all) {
      assertThat(one.get()).isPresent();
    }
    assertThat(by).containsExactly(sights.get(1));
  }

  private static Sight at(OffsetDateTime now) {
    return new Sight(List.of(Sight.Given.passing("now", now)), "true");
  }

  @Test
  void oneThatCannotBeAskedForKeepsNoOtherFromIts() throws Exception {
    var all = behindASlowOne(reads(LONG), "a", POISON, "b");
    goOn.countDown();
    assertThat(id(all.get(1))).isEqualTo("a");
    assertThat(id(all.get(3))).isEqualTo("b");
    assertThatThrownBy(() -> all.get(2).get())
        .hasCauseInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void oneThatIsRefusedAloneIsNotAskedForAgain() {
    GatheredReads reads = reads(LONG);
    assertThatThrownBy(() -> reads.read(key(POISON), Sight.ALL))
        .isInstanceOf(DataIntegrityViolationException.class);
    assertThat(asked).hasSize(1);
    assertThat(reads.read(key("a"), Sight.ALL)).isPresent();
  }

  @Test
  void whoIsInATransactionReadsByHisOwnConnection() throws Exception {
    GatheredReads reads = reads(LONG);
    Future<Optional<StoredResource>> slow = begun(reads, "slow");
    underWay.await();
    TransactionSynchronizationManager.setActualTransactionActive(true);
    try {
      assertThat(reads.read(key("a"), Sight.ALL)).isPresent();
    } finally {
      TransactionSynchronizationManager.clear();
    }
    assertThat(slow).isNotDone();
  }

  @Test
  void manyAtOnceGetEachItsOwn() throws Exception {
    GatheredReads reads = reads(Duration.ofNanos(1000));
    List<Future<Boolean>> all =
        IntStream.range(0, 16)
            .mapToObj(
                thread ->
                    threads.submit(
                        () ->
                            IntStream.range(0, 2000)
                                .mapToObj(number -> key(thread + "-" + number % 7))
                                .allMatch(
                                    key ->
                                        reads
                                            .read(key, Sight.ALL)
                                            .filter(found -> found.key().equals(key))
                                            .isPresent())))
            .toList();
    for (Future<Boolean> each : all) {
      assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(asked.stream().mapToInt(List::size).max().orElseThrow()).isGreaterThan(1);
  }
}
