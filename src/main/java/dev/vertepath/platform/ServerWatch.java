package dev.vertepath.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Watches the server while it starts. The library would wait its full patience for a server that
 * has given up; this interrupts the wait, which makes the library return.
 */
final class ServerWatch implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /** A server locks its cluster at once; one that holds no lock for this long is not there. */
  private static final int LOOKS_IN_VAIN = 15;

  private final Path cluster;
  private final Thread starter = Thread.currentThread();
  private final CountDownLatch launched = new CountDownLatch(1);
  private final CountDownLatch started = new CountDownLatch(1);
  private final Thread watcher;
  private volatile boolean gaveUp;

  /** For the start that the calling thread is about to make. */
  ServerWatch(Path cluster) {
    this.cluster = cluster;
    this.watcher = Thread.ofPlatform().daemon().name("postgres-watch").start(this::watch);
  }

  /** From here on the server should be there. */
  void begin() {
    launched.countDown();
  }

  boolean sawItGiveUp() {
    return gaveUp;
  }

  private void watch() {
    try {
      launched.await();
      int inVain = 0;
      while (!started.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        inVain = ServerProcess.holding(cluster).isPresent() ? 0 : inVain + 1;
        if (inVain == LOOKS_IN_VAIN) {
          gaveUp = true;
          starter.interrupt();
          return;
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the watch, and clears the interruption that it may have caused. */
  @Override
  public void close() {
    started.countDown();
    launched.countDown();
    boolean interrupted = Thread.interrupted();
    while (true) {
      try {
        watcher.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    interrupted |= Thread.interrupted();
    if (interrupted && !gaveUp) {
      starter.interrupt();
    }
  }
}
