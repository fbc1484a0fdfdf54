package dev.vertepath.exchange.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the thread that delivers that there is something to do. */
public final class Wake {

  private final Semaphore signals = new Semaphore(0);

  public void now() {
    signals.release();
  }

  void await(Duration most) throws InterruptedException {
    if (signals.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
      signals.drainPermits();
    }
  }
}
