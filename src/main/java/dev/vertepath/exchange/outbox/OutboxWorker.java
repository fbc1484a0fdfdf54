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
  private @Nullable Thread thread;
  private @Nullable ExecutorService threads;

  OutboxWorker(List<Chore> chores, Courier courier, Wake wake) {
    this.chores = chores;
    this.courier = courier;
    this.wake = wake;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      var pool =
          new ThreadPoolExecutor(
              0,
              Courier.THREADS,
              30,
              TimeUnit.SECONDS,
              new SynchronousQueue<>(),
              work -> Thread.ofPlatform().daemon().name("delivery").unstarted(work),
              new ThreadPoolExecutor.CallerRunsPolicy());
      threads = pool;
      thread = Thread.ofPlatform().daemon().name("outbox").start(() -> work(pool));
    }
  }

  /** What is being sent may still arrive; what does not is sent again. */
  @Override
  public synchronized void stop() {
    Thread running = thread;
    ExecutorService pool = threads;
    if (running != null && pool != null) {
      running.interrupt();
      pool.shutdown();
      try {
        running.join(LOOK_AGAIN);
        if (!pool.awaitTermination(LAST_LETTERS.toSeconds(), TimeUnit.SECONDS)) {
          pool.shutdownNow();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
      threads = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void work(ExecutorService pool) {
    try {
      while (!Thread.interrupted()) {
        wake.await(step(pool));
      }
    } catch (InterruptedException e) {
      // The service ends.
    }
  }

  private Duration step(ExecutorService pool) {
    boolean more = false;
    boolean failed = false;
    for (Chore chore : chores) {
      try {
        more |= chore.step();
      } catch (RuntimeException e) {
        failed = true;
        tell(e);
      }
    }
    try {
      courier.take().forEach(pool::execute);
    } catch (RuntimeException e) {
      failed = true;
      tell(e);
    }
    return failed ? AFTER_A_FAILURE : more ? Duration.ZERO : LOOK_AGAIN;
  }

  private static void tell(RuntimeException e) {
    if (!Thread.currentThread().isInterrupted()) {
      LOG.warn("Nothing can be delivered now; it is tried again", e);
    }
  }
}
