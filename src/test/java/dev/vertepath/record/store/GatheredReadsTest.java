package dev.vertepath.record.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Timeout(60)
class GatheredReadsTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String ABSENT = "absent";
  private static final String POISON = "poison";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Collection<Thread> waiting = new ConcurrentLinkedQueue<>();

  /** What was asked for, each by one statement. */
  private final Collection<List<ResourceKey>> asked = new ConcurrentLinkedQueue<>();

  private final CountDownLatch underWay = new CountDownLatch(1);
  private final AtomicInteger slow = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void end() {
    goOn.countDown();
    threads.shutdownNow();
  }

  private static ResourceKey key(String id) {
    return new ResourceKey("Patient", id);
  }

  private static StoredResource resource(ResourceKey key) {
    Instant now = Instant.EPOCH;
    return new StoredResource(key, 1, now, now, false, "PUT", null, new byte[0]);
  }

  private Optional<StoredResource> one(ResourceKey key) {
    asked.add(List.of(key));
    Thread.yield();
    if (key.id().startsWith("slow")) {
      slow.incrementAndGet();
      underWay.countDown();
      underWay(goOn);
    }
    if (key.id().equals(POISON)) {
      throw new DataIntegrityViolationException("No such id");
    }
    return key.id().equals(ABSENT) ? Optional.empty() : Optional.of(resource(key));
  }

  /** As long as a statement that is slow. */
  private static void underWay(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<StoredResource> several(List<ResourceKey> keys) {
    asked.add(keys);
    if (keys.contains(key(POISON))) {
      throw new DataIntegrityViolationException("No such id");
    }
    return keys.stream()
        .filter(key -> !key.id().equals(ABSENT))
        .map(GatheredReadsTest::resource)
        .toList();
  }

  private GatheredReads reads(Duration patience) {
    return new GatheredReads(patience, LONG, this::one, this::several);
  }

  private Future<Optional<StoredResource>> begun(GatheredReads reads, String id) {
    return threads.submit(
        () -> {
          waiting.add(Thread.currentThread());
          return reads.read(key(id));
        });
  }

  /** One that is under way, and others that wait for its end. */
  private List<Future<Optional<StoredResource>>> behindASlowOne(GatheredReads reads, String... ids)
      throws InterruptedException {
    List<Future<Optional<StoredResource>>> all = new ArrayList<>();
    all.add(begun(reads, "slow"));
    underWay.await();
    Stream.of(ids).forEach(id -> all.add(begun(reads, id)));
    while (waiting.size() <= ids.length || waiting.stream().anyMatch(GatheredReadsTest::works)) {
      Thread.sleep(1);
    }
    return all;
  }

  private static boolean works(Thread thread) {
    return thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING;
  }

  private static String id(Future<Optional<StoredResource>> read)
      throws ExecutionException, InterruptedException {
    return read.get().map(StoredResource::key).map(ResourceKey::id).orElse("none");
  }

  @Test
  void oneThatIsAloneWaitsForNobody() {
    GatheredReads reads = reads(LONG);
    assertThat(reads.read(key("a")).map(StoredResource::key)).contains(key("a"));
    assertThat(reads.read(key(ABSENT))).isEmpty();
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
    for (int i = 1; i <= GatheredReads.MOST; i++) {
      begun(reads, "slow" + i);
      // Each alone, or they would go together.
      while (slow.get() < i) {
        Thread.sleep(1);
      }
    }
    assertThatThrownBy(() -> begun(reads, "a").get())
        .hasCauseInstanceOf(DataAccessResourceFailureException.class);
    assertThat(asked).hasSize(GatheredReads.MOST);
    goOn.countDown();
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
            key -> {
              Optional<StoredResource> found = one(key);
              if (key.id().equals("second")) {
                underWay(secondGoesOn);
              }
              return found;
            },
            this::several);
    Future<Optional<StoredResource>> slow = begun(reads, "slow");
    underWay.await();
    Future<Optional<StoredResource>> second = begun(reads, "second");
    while (asked.size() < 2) {
      Thread.sleep(1);
    }
    long since = System.nanoTime();
    Future<Optional<StoredResource>> third = begun(reads, "third");
    while (waiting.size() < 3 || waiting.stream().anyMatch(GatheredReadsTest::works)) {
      Thread.sleep(1);
    }
    secondGoesOn.countDown();
    assertThat(id(second)).isEqualTo("second");
    assertThat(id(third)).isEqualTo("third");
    assertThat(System.nanoTime() - since).isGreaterThanOrEqualTo(patience.toNanos());
    assertThat(slow).isNotDone();
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
  void withoutADatabaseEachIsRefusedAtOnce() throws Exception {
    var reads =
        new GatheredReads(
            LONG,
            LONG,
            this::one,
            keys -> {
              throw new DataAccessResourceFailureException("No connection");
            });
    var all = behindASlowOne(reads, "a", "b");
    goOn.countDown();
    for (Future<Optional<StoredResource>> read : all.subList(1, 3)) {
      assertThatThrownBy(read::get).hasCauseInstanceOf(DataAccessResourceFailureException.class);
    }
    assertThat(asked).containsExactly(List.of(key("slow")));
    assertThat(reads.read(key("c"))).isPresent();
  }

  @Test
  void whatTookTooLongIsNotAskedForAgain() throws Exception {
    var reads =
        new GatheredReads(
            LONG,
            LONG,
            this::one,
            keys -> {
              throw new QueryTimeoutException("60 s");
            });
    var all = behindASlowOne(reads, "a", "b");
    goOn.countDown();
    for (Future<Optional<StoredResource>> read : all.subList(1, 3)) {
      assertThatThrownBy(read::get).hasCauseInstanceOf(QueryTimeoutException.class);
    }
    assertThat(asked).containsExactly(List.of(key("slow")));
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
    assertThat(reads.read(new ResourceKey("Binary", "a"))).isPresent();
    assertThat(slow).isNotDone();
  }

  @Test
  void oneThatIsRefusedAloneIsNotAskedForAgain() {
    GatheredReads reads = reads(LONG);
    assertThatThrownBy(() -> reads.read(key(POISON)))
        .isInstanceOf(DataIntegrityViolationException.class);
    assertThat(asked).hasSize(1);
    assertThat(reads.read(key("a"))).isPresent();
  }

  @Test
  void whoIsInATransactionReadsByHisOwnConnection() throws Exception {
    GatheredReads reads = reads(LONG);
    Future<Optional<StoredResource>> slow = begun(reads, "slow");
    underWay.await();
    TransactionSynchronizationManager.setActualTransactionActive(true);
    try {
      assertThat(reads.read(key("a"))).isPresent();
    } finally {
      TransactionSynchronizationManager.clear();
    }
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
              return reads.read(key("a")).isPresent() && Thread.interrupted();
            });
    while (waiting.isEmpty() || waiting.stream().anyMatch(GatheredReadsTest::works)) {
      Thread.sleep(1);
    }
    goOn.countDown();
    assertThat(interrupted.get()).isTrue();
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
                                            .read(key)
                                            .filter(found -> found.key().equals(key))
                                            .isPresent())))
            .toList();
    for (Future<Boolean> each : all) {
      assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(asked.stream().mapToInt(List::size).max().orElseThrow()).isGreaterThan(1);
  }
}
