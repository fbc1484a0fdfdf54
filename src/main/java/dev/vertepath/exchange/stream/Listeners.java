package dev.vertepath.exchange.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Says for how long somebody listens to the stream: whatever is written meanwhile is noted for it,
 * by every replica; and nothing is while nobody listens.
 */
final class Listeners {

  /** Longer than a page takes to come again when its stream has ended. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  /** Renewed so late, a writer elsewhere may have taken it for over; clocks differ as well. */
  private static final Duration NEARLY_OVER = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Clock clock;

  Listeners(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** When this returns, every writer to come notes what it changes. */
  void renew() {
    transactions.executeWithoutResult(
        status -> {
          OffsetDateTime before =
              jdbc.sql("select until from listener for update")
                  .query(OffsetDateTime.class)
                  .single();
          Instant now = clock.instant();
          jdbc.sql("update listener set until = ?")
              .param(now.plus(LEASE).atOffset(ZoneOffset.UTC))
              .update();
          if (!before.toInstant().isAfter(now.plus(NEARLY_OVER))) {
            // As for a new subscription: who writes by an older count begins again.
            jdbc.sql("update search_definition set version = version + 1").update();
          }
        });
  }
}
