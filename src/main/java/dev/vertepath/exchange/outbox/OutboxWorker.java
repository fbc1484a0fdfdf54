package dev.vertepath.exchange.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Delivers while the service runs: as soon as something was stored here, and every second for what
 * was stored elsewhere or failed before. Its threads are of the platform: docs/decisions/0015.
 */
final class OutboxWorker implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxWorker.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
  private static final Duration LAST_LETTERS = Duration.ofSeconds(5);

  private final List<Chore> chores;
  private final Courier courier;
  private final Wake wake;
  private final Wake more = new Wake();
  private @Nullable ExecutorService letters;
  private List<Thread> threads = List.of();

  OutboxWorker(List<Chore> chores, Courier courier, Wake wake) {
    this.chores = chores;
    this.courier = courier;
    this.wake = wake;
  }

  /** Work that says how long to wait before it is done again. */
  @FunctionalInterface
  private interface Round {
    Duration run();
  }

  @Override
  public synchronized void start() {
    if (letters == null) {
      var pool =
          new ThreadPoolExecutor(
              0,
              Courier.THREADS,
              30,
              TimeUnit.SECONDS,
              new SynchronousQueue<>(),
              work -> Thread.ofPlatform().daemon().name("delivery").unstarted(work),
              new ThreadPoolExecutor.CallerRunsPolicy());
      letters = pool;
      // What is told first, and what is sent: neither waits for the other.
      threads =
          List.of(
              thread("outbox", wake, this::chores), thread("courier", more, () -> courier(pool)));
    }
  }

  private static Thread thread(String name, Wake signal, Round round) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(
            () -> {
              try {
                while (!Thread.interrupted()) {
                  signal.await(round.run());
                }
              } catch (InterruptedException e) {
                // The service ends.
              }
            });
  }

  /** What is being sent may still arrive; what does not is sent again. */
  @Override
  public synchronized void stop() {
    ExecutorService pool = letters;
    if (pool != null) {
      threads.forEach(Thread::interrupt);
      pool.shutdown();
      try {
        for (Thread thread : threads) {
          thread.join(LOOK_AGAIN);
        }
        if (!pool.awaitTermination(LAST_LETTERS.toSeconds(), TimeUnit.SECONDS)) {
          pool.shutdownNow();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      letters = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return letters != null;
  }

  private Duration chores() {
    boolean left = false;
    boolean failed = false;
    for (Chore chore : chores) {
      try {
        left |= chore.step();
      } catch (RuntimeException e) {
        failed = true;
        tell(e);
      }
    }
    more.now();
    return failed ? AFTER_A_FAILURE : left ? Duration.ZERO : LOOK_AGAIN;
  }

  private Duration courier(ExecutorService pool) {
    try {
      for (Runnable letter : courier.take()) {
        pool.execute(
            () -> {
              letter.run();
              // The next one of its key may go.
              more.now();
            });
      }
      return LOOK_AGAIN;
    } catch (RuntimeException e) {
      tell(e);
      return AFTER_A_FAILURE;
    }
  }

  private static void tell(RuntimeException e) {
    if (!Thread.currentThread().isInterrupted()) {
      LOG.warn("Nothing can be delivered now; it is tried again", e);
    }
  }
}
