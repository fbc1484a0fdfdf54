package dev.vertepath.exchange.stream;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Knows the number of the newest event, and asks for it for all who wait, while anybody waits. */
final class Newest implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Newest.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration RENEW_AFTER = Duration.ofSeconds(30);

  private final JdbcClient jdbc;
  private final Listeners listeners;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long number;
  private int waiting;
  private volatile long renewed;
  private @Nullable Thread thread;

  Newest(JdbcClient jdbc, Listeners listeners) {
    this.jdbc = jdbc;
    this.listeners = listeners;
  }

  /** What happens from now on is noted for a while; renewed while anybody waits. */
  void listen() {
    listeners.renew();
    renewed = System.nanoTime();
  }

  /** As of now. */
  long ask() {
    return jdbc.sql(
            "select coalesce((select last_number from receiver where channel = 'stream'), 0)")
        .query(Long.class)
        .single();
  }

  /**
   * Waits until there is one after this, or for so long; and while the service runs.
   *
   * @return the number of the newest one that is known
   */
  long await(long after, Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      waiting++;
      changed.signalAll();
      long left = most.toNanos();
      while (number <= after && left > 0 && isRunning()) {
        left = changed.awaitNanos(left);
      }
      return number;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  private void look() {
    try {
      while (!Thread.interrupted()) {
        if (isAwaited()) {
          tell(ask());
          if (System.nanoTime() - renewed > RENEW_AFTER.toNanos()) {
            listen();
          }
        }
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      // The service ends.
    }
  }

  private boolean isAwaited() {
    lock.lock();
    try {
      return waiting > 0;
    } finally {
      lock.unlock();
    }
  }

  private void tell(long newest) {
    lock.lock();
    try {
      if (newest != number) {
        number = newest;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start() {
    lock.lock();
    try {
      if (thread == null) {
        thread =
            Thread.ofPlatform()
                .daemon()
                .name("stream")
                .start(
                    () -> {
                      while (isRunning()) {
                        run();
                      }
                    });
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.debug("The newest event cannot be asked for now", e);
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void stop() {
    lock.lock();
    try {
      if (thread != null) {
        thread.interrupt();
        thread = null;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isRunning() {
    lock.lock();
    try {
      return thread != null;
    } finally {
      lock.unlock();
    }
  }
}
