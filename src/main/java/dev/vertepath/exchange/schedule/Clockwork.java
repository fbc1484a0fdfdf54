package dev.vertepath.exchange.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Runs what is to be done by the clock while the service runs. Of all replicas one does each task
 * each time; what was due while none ran is done once when one starts.
 */
final class Clockwork implements SmartLifecycle {

  /** What a replica was doing that died, another takes over after four of them. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final Duration LAST_WORK = Duration.ofSeconds(5);
  private static final int THREADS = 2;

  private final Supplier<Scheduler> scheduler;
  private @Nullable Scheduler running;

  Clockwork(DataSource source, List<RecurringTask<?>> tasks) {
    this.scheduler =
        () ->
            Scheduler.create(source)
                .startTasks(tasks)
                .threads(THREADS)
                .pollingInterval(LOOK_AGAIN)
                .heartbeatInterval(HEARTBEAT)
                .shutdownMaxWait(LAST_WORK)
                .build();
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running = scheduler.get();
      running.start();
    }
  }

  @Override
  public synchronized void stop() {
    if (running != null) {
      running.stop();
      running = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }
}
