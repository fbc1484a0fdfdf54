package dev.vertepath.access.audit;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.vertepath.TestDatabase;
import dev.vertepath.access.audit.AuditEvent.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An audit trail over a new database, without Spring. */
final class AuditOnPostgres implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  final HikariDataSource source = new HikariDataSource();
  final JdbcClient jdbc;
  final AuditTable table;
  final TransactionTemplate transactions;
  final AuditKey key;

  AuditOnPostgres() {
    var server = TestDatabase.freshDatabase();
    source.setJdbcUrl(server.url());
    source.setUsername(server.username());
    source.setPassword(server.password());
    source.setMaximumPoolSize(4);
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
    jdbc = JdbcClient.create(source);
    jdbc.sql("insert into transaction_origin (cluster, tx_offset) values (1, 1000)").update();
    table = new AuditTable(jdbc);
    transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    key = AuditKey.in(jdbc);
  }

  static AuditEvent event(String patient, @Nullable String query) {
    return new AuditEvent(
        NOW,
        Act.READ,
        null,
        Result.DONE,
        null,
        true,
        Origin.NONE,
        List.of(patient),
        List.of("Patient/" + patient + "/_history/1"),
        query);
  }

  /** Each in a transaction of its own. */
  void tell(int events) {
    for (int i = 0; i < events; i++) {
      table.add(List.of(event("p" + i, "a\"\\ü€")));
    }
  }

  /** As {@link #chain(Instant, AuditKey)}. */
  Chain chain() {
    return chain(NOW, key);
  }

  /**
   * Comes when nothing keeps what was told before from being linked: who writes to another database
   * of the server does so as well as who writes to this one.
   */
  Chain chain(Instant now, AuditKey by) {
    await().atMost(PATIENCE).until(this::isSettled);
    return new Chain(jdbc, transactions, by, Clock.fixed(now, ZoneOffset.UTC));
  }

  private boolean isSettled() {
    return jdbc.sql(
            """
            select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + tx_offset
              > (select coalesce(max(tx), 0) from audit_event)
            from transaction_origin
            """)
        .query(Boolean.class)
        .single();
  }

  Verification verified() {
    return new AuditVerifier(jdbc, key).verify(null, null);
  }

  /** Does what one can do who has the database in his hands. */
  void tamper(String... statements) {
    List<String> all = new ArrayList<>();
    List<String> tables = List.of("audit_event", "audit_chain", "audit_checkpoint");
    tables.forEach(t -> all.add("alter table " + t + " disable trigger only_added_to"));
    all.addAll(List.of(statements));
    tables.forEach(t -> all.add("alter table " + t + " enable trigger only_added_to"));
    transactions.executeWithoutResult(
        status -> all.forEach(statement -> jdbc.sql(statement).update()));
  }

  @Override
  public void close() {
    source.close();
  }
}
