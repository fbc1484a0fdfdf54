package dev.vertepath.access.audit;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps the chain no more than a moment behind, on a thread of its own. */
final class Chainer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Chainer.class);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final Chain chain;
  private ScheduledExecutorService thread = newThread();
  private volatile boolean running;

  Chainer(Chain chain) {
    this.chain = chain;
  }

  private static ScheduledExecutorService newThread() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("audit-chain").factory());
  }

  @Override
  public void start() {
    if (thread.isShutdown()) {
      thread = newThread();
    }
    thread.scheduleWithFixedDelay(
        this::step, BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    running = true;
  }

  private void step() {
    try {
      chain.catchUp();
    } catch (RuntimeException e) {
      // The database may be away; events stay where they are until it is back.
      if (!thread.isShutdown()) {
        LOG.warn("The audit trail is not chained now, since the database does not answer");
      }
    }
  }

  /** What is not chained yet is chained at the next start, or by another replica. */
  @Override
  public void stop() {
    running = false;
    thread.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the port is closed. */
  @Override
  public int getPhase() {
    return 0;
  }
}
