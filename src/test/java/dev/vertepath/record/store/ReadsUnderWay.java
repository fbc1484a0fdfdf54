package dev.vertepath.record.store;

import static org.awaitility.Awaitility.await;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataIntegrityViolationException;

/** Statements that a test can hold up, and what was asked for by them. */
@Timeout(60)
abstract class ReadsUnderWay {

  static final Duration LONG = Duration.ofMinutes(5);
  static final String ABSENT = "absent";
  static final String POISON = "poison";

  final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  final Collection<Thread> waiting = new ConcurrentLinkedQueue<>();

  /** What was asked for, each by one statement. */
  final Collection<List<ResourceKey>> asked = new ConcurrentLinkedQueue<>();

  final CountDownLatch underWay = new CountDownLatch(1);
  final AtomicInteger slow = new AtomicInteger();
  final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void end() {
    goOn.countDown();
    threads.shutdownNow();
  }

  static ResourceKey key(String id) {
    return new ResourceKey("Patient", id);
  }

  static StoredResource resource(ResourceKey key) {
    Instant now = Instant.EPOCH;
    return new StoredResource(key, 1, now, now, false, "PUT", null, new byte[0]);
  }

  Optional<StoredResource> one(ResourceKey key, Sight sight) {
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
  static void underWay(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  List<StoredResource> several(List<ResourceKey> keys, Sight sight) {
    asked.add(keys);
    if (keys.contains(key(POISON))) {
      throw new DataIntegrityViolationException("No such id");
    }
    return keys.stream()
        .filter(key -> !key.id().equals(ABSENT))
        .map(ReadsUnderWay::resource)
        .toList();
  }

  GatheredReads reads(Duration patience) {
    return new GatheredReads(patience, LONG, this::one, this::several);
  }

  GatheredReads reads(BiFunction<List<ResourceKey>, Sight, List<StoredResource>> several) {
    return new GatheredReads(LONG, LONG, this::one, several);
  }

  Future<Optional<StoredResource>> begun(GatheredReads reads, String id) {
    return threads.submit(
        () -> {
          waiting.add(Thread.currentThread());
          return reads.read(key(id), Sight.ALL);
        });
  }

  /** One that is under way, and others that wait for its end. */
  List<Future<Optional<StoredResource>>> behindASlowOne(GatheredReads reads, String... ids)
      throws InterruptedException {
    List<Future<Optional<StoredResource>>> all = new ArrayList<>();
    all.add(begun(reads, "slow"));
    underWay.await();
    Stream.of(ids).forEach(id -> all.add(begun(reads, id)));
    await().until(() -> waits(ids.length + 1));
    return all;
  }

  /** Whether so many have begun, and none of them works. */
  boolean waits(int threads) {
    return waiting.size() == threads && waiting.stream().noneMatch(ReadsUnderWay::works);
  }

  private static boolean works(Thread thread) {
    return thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING;
  }

  static String id(Future<Optional<StoredResource>> read)
      throws ExecutionException, InterruptedException {
    return read.get().map(StoredResource::key).map(ResourceKey::id).orElse("none");
  }
}
