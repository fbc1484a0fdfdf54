package dev.vertepath.record.reindex;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does the work of {@link Reindex} in the background, while the service runs: looks every second
 * whether there is any, and rests after each step as long as it took.
 *
 * <p>Its thread is one of the platform: see docs/decisions/0015.
 */
public final class ReindexWorker implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ReindexWorker.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

  private final Reindex reindex;
  private @Nullable Thread thread;

  public ReindexWorker(Reindex reindex) {
    this.reindex = reindex;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("reindex").start(this::work);
    }
  }

  /** The step that is being taken is finished, or taken back by the database. */
  @Override
  public synchronized void stop() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      try {
        running.join(LOOK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void work() {
    try {
      while (!Thread.interrupted()) {
        Thread.sleep(step());
      }
    } catch (InterruptedException e) {
      // The service ends.
    }
  }

  private Duration step() {
    long began = System.nanoTime();
    try {
      return switch (reindex.step()) {
        case IDLE -> LOOK_AGAIN;
        case DONE, HINDERED -> Duration.ofNanos(System.nanoTime() - began);
      };
    } catch (RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warn("The index of search parameters cannot be made now; it is tried again", e);
      }
      return AFTER_A_FAILURE;
    }
  }
}
