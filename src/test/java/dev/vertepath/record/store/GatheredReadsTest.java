package dev.vertepath.record.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
