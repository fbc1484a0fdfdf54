package dev.vertepath.record.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/** That reads which go together keep nobody from his own for long. */
class GatheredReadsLimitsTest extends ReadsUnderWay {

  @Test
  void aSlowOneHoldsUpNobodyForLong() throws Exception {
    GatheredReads reads = reads(Duration.ofMillis(1));
    Future<Optional<StoredResource>> slow = begun(reads, "slow");
    underWay.await();
    assertThat(id(begun(reads, "a"))).isEqualTo("a");
    assertThat(slow).isNotDone();
    goOn.countDown();
    assertThat(id(slow)).isEqualTo("slow");
  }

  @Test
  void whoHasNoTurnWithinTheLimitIsRefused() throws Exception {
    var reads =
        new GatheredReads(Duration.ofMillis(1), Duration.ofMillis(50), this::one, this::several);
    List<Future<Optional<StoredResource>>> slowOnes = new ArrayList<>();
    for (int i = 1; i <= GatheredReads.MOST; i++) {
      int number = i;
      slowOnes.add(begun(reads, "slow" + number));
      // Each alone, or they would go together.
      await().until(() -> slow.get() == number);
    }
    assertThatThrownBy(() -> begun(reads, "a").get())
        .hasCauseInstanceOf(DataAccessResourceFailureException.class);
    assertThat(asked).hasSize(GatheredReads.MOST);
    goOn.countDown();
    for (Future<Optional<StoredResource>> one : slowOnes) {
      assertThat(one.get()).isPresent();
    }
    assertThat(id(begun(reads, "b"))).isEqualTo("b");
  }

  @Test
  void besideASlowOneOnlyThoseAskWhoHaveWaitedForLong() throws Exception {
    var patience = Duration.ofMillis(300);
    var secondGoesOn = new CountDownLatch(1);
    var reads =
        new GatheredReads(
            patience,
            LONG,
            (key, sight) -> {
              Optional<StoredResource> found = one(key, sight);
              if (key.id().equals("second")) {
                underWay(secondGoesOn);
              }
              return found;
            },
            this::several);
    Future<Optional<StoredResource>> slow = begun(reads, "slow");
    underWay.await();
    Future<Optional<StoredResource>> second = begun(reads, "second");
    await().until(() -> asked.size() == 2);
    long since = System.nanoTime();
    Future<Optional<StoredResource>> third = begun(reads, "third");
    await().until(() -> waits(3) || third.isDone());
    secondGoesOn.countDown();
    assertThat(id(second)).isEqualTo("second");
    assertThat(id(third)).isEqualTo("third");
    assertThat(System.nanoTime() - since).isGreaterThanOrEqualTo(patience.toNanos());
    assertThat(slow).isNotDone();
  }

  static Stream<RuntimeException> whatNoReaderIsTheCauseOf() {
    return Stream.of(
        new QueryTimeoutException("60 s"), new DataAccessResourceFailureException("No connection"));
  }

  @ParameterizedTest
  @MethodSource("whatNoReaderIsTheCauseOf")
  void whatNoReaderIsTheCauseOfIsToldToAllOfThem(RuntimeException refusal) throws Exception {
    GatheredReads reads =
        reads(
            (keys, sight) -> {
              throw refusal;
            });
    var all = behindASlowOne(reads, "a", "b");
    goOn.countDown();
    for (Future<Optional<StoredResource>> read : all.subList(1, 3)) {
      assertThatThrownBy(read::get).hasCause(refusal);
    }
    assertThat(asked).containsExactly(List.of(key("slow")));
    assertThat(reads.read(key("c"), Sight.ALL)).isPresent();
  }

  @Test
  void aGroupHoldsNoMoreThanSixteen() throws Exception {
    String[] ids = IntStream.range(0, 40).mapToObj(Integer::toString).toArray(String[]::new);
    var all = behindASlowOne(reads(LONG), ids);
    goOn.countDown();
    for (int i = 0; i < ids.length; i++) {
      assertThat(id(all.get(i + 1))).isEqualTo(ids[i]);
    }
    assertThat(asked).extracting(List::size).containsExactly(1, 16, 16, 8);
  }

  @Test
  void filesAreNotHeldTogether() throws Exception {
    GatheredReads reads = reads(LONG);
    Future<Optional<StoredResource>> slow = begun(reads, "slow");
    underWay.await();
    assertThat(reads.read(new ResourceKey("Binary", "a"), Sight.ALL)).isPresent();
    assertThat(slow).isNotDone();
  }

  @Test
  void anInterruptIsNotLost() throws Exception {
    GatheredReads reads = reads(LONG);
    begun(reads, "slow");
    underWay.await();
    waiting.clear();
    Future<Boolean> interrupted =
        threads.submit(
            () -> {
              waiting.add(Thread.currentThread());
              Thread.currentThread().interrupt();
              return reads.read(key("a"), Sight.ALL).isPresent() && Thread.interrupted();
            });
    await().until(() -> waits(1));
    goOn.countDown();
    assertThat(interrupted.get()).isTrue();
  }
}
