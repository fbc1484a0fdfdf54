package dev.vertepath.exchange.schedule;

import dev.vertepath.access.audit.Sweeps;
import dev.vertepath.exchange.ledger.MessageRetention;
import dev.vertepath.exchange.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes away what has been kept long enough, a few rows at a time, so that nobody waits for it. How
 * much it was is told in the audit trail, in the same transaction.
 */
final class Sweep {

  static final int SOME = 500;

  private final MessageRetention messages;
  private final Outbox outbox;
  private final Sweeps audit;
  private final TransactionOperations transactions;
  private final Clock clock;

  Sweep(
      MessageRetention messages,
      Outbox outbox,
      Sweeps audit,
      TransactionOperations transactions,
      Clock clock) {
    this.messages = messages;
    this.outbox = outbox;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The texts of messages, whatever became of them. */
  void messages(KeptFor kept) {
    kept.since(clock.instant())
        .ifPresent(
            before ->
                all(
                    () -> messages.sweep(before, clock.instant(), SOME),
                    "texts of messages that came before",
                    before));
  }

  /** Deliveries that arrived or were dropped. */
  void delivered(KeptFor kept) {
    kept.since(clock.instant())
        .ifPresent(
            before ->
                all(
                    () -> outbox.forget(before, SOME),
                    "deliveries that arrived or were dropped, of before",
                    before));
  }

  /** Deliveries that were given up and that nobody decided on. */
  void dead(KeptFor kept) {
    kept.since(clock.instant())
        .ifPresent(
            before ->
                all(
                    () -> outbox.forgetDead(before, SOME),
                    "deliveries that were given up, of before",
                    before));
  }

  private void all(IntSupplier some, String what, Instant before) {
    boolean more = true;
    while (more && !Thread.currentThread().isInterrupted()) {
      more = Boolean.TRUE.equals(transactions.execute(status -> one(some, what, before)));
    }
  }

  private boolean one(IntSupplier some, String what, Instant before) {
    int count = some.getAsInt();
    if (count > 0) {
      audit.tell(count, "%s %s".formatted(what, before));
    }
    return count == SOME;
  }
}
