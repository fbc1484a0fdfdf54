package dev.vertepath.access.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * Makes events durable for many requests at once: while one statement is on its way, others gather,
 * and go with the next one. So many readers share a commit, and each waits for two at most. A
 * commit costs as much as ten events, so that under load it waits for a few more.
 */
final class GroupWriter implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** From the beginning of one commit to that of the next. */
  private static final Duration BETWEEN = Duration.ofMillis(2);

  private final Consumer<List<AuditEvent>> table;
  private final BlockingQueue<Share> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  private record Share(List<AuditEvent> events, CompletableFuture<Boolean> done) {}

  /**
   * @param table writes them by one statement, in a transaction of its own
   */
  GroupWriter(Consumer<List<AuditEvent>> table) {
    this.table = table;
    this.thread = Thread.ofPlatform().daemon().name("audit-writer").start(this::run);
  }

  /**
   * Returns when they are on the disk.
   *
   * @throws AuditUnavailable when they are not
   */
  void write(List<AuditEvent> events) {
    if (closed) {
      throw new AuditUnavailable("The service is being stopped", null);
    }
    var share = new Share(List.copyOf(events), new CompletableFuture<>());
    queue.add(share);
    try {
      share.done().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AuditUnavailable("The audit trail cannot be written", e.getCause());
    } catch (TimeoutException e) {
      throw new AuditUnavailable("The audit trail was not written in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuditUnavailable("The request was interrupted", e);
    }
  }

  private void run() {
    long next = System.nanoTime();
    while (!closed || !queue.isEmpty()) {
      List<Share> group = new ArrayList<>();
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        continue;
      }
      LockSupport.parkNanos(next - System.nanoTime());
      next = System.nanoTime() + BETWEEN.toNanos();
      queue.drainTo(group);
      write(group);
    }
  }

  private void write(Iterable<Share> group) {
    List<AuditEvent> events = new ArrayList<>();
    group.forEach(share -> events.addAll(share.events()));
    try {
      table.accept(events);
      group.forEach(share -> share.done().complete(true));
    } catch (DataIntegrityViolationException
        | InvalidDataAccessResourceUsageException
        | UncategorizedSQLException e) {
      // One that cannot be written must not keep the others from it.
      group.forEach(this::alone);
    } catch (RuntimeException e) {
      group.forEach(share -> share.done().completeExceptionally(e));
    }
  }

  private void alone(Share share) {
    try {
      table.accept(share.events());
      share.done().complete(true);
    } catch (RuntimeException e) {
      share.done().completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
