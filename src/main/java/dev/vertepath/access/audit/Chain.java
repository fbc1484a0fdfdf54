package dev.vertepath.access.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Links events into the chain, behind those who write them: they wait for nobody. A transaction's
 * events come into it when no earlier one is still open, in the order of transactions, so that
 * nothing has to be put in between later. Any replica may do it, one at a time.
 */
final class Chain {

  /** What is hashed of an event: every column, in this order, as PostgreSQL writes a JSON array. */
  static final String CANONICAL =
      """
      json_build_array(e.seq, e.tx, (extract(epoch from e.recorded) * 1000000)::bigint, e.act,
        e.operation, e.outcome, e.reason, e.kind, e.subject, e.name, e.fhir_user, e.client, e.roles,
        e.organization, e.purpose, e.address, e.request, e.patients, e.touched, e.mentions,
        e.query)::text""";

  /** What stands for the hash before the first. */
  static final String ZERO = "00".repeat(32);

  private static final int MOST = 2000;
  private static final int LINKS_PER_CHECKPOINT = 1000;
  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(1);
  private static final HexFormat HEX = HexFormat.of();

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final AuditKey key;
  private final Clock clock;

  Chain(JdbcClient jdbc, TransactionOperations transactions, AuditKey key, Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.key = key;
    this.clock = clock;
  }

  private record Link(long position, long event, long tx, byte[] hash) {}

  private record Unlinked(long event, long tx, String canonical) {}

  /** Links what has been told since the last time, and signs the end when it is time to. */
  void catchUp() {
    int linked;
    do {
      linked = Objects.requireNonNull(transactions.execute(status -> link()));
    } while (linked == MOST);
    transactions.executeWithoutResult(status -> signIfDue());
  }

  private boolean isMyTurn() {
    return jdbc.sql("select pg_try_advisory_xact_lock(7310579165)").query(Boolean.class).single();
  }

  private int link() {
    if (!isMyTurn()) {
      return 0;
    }
    Link last = last();
    List<Unlinked> news =
        jdbc.sql(
                """
                with settled as (
                  select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + tx_offset as tx
                  from transaction_origin
                )
                select e.seq, e.tx, %s from audit_event e
                where (e.tx, e.seq) > (?, ?) and e.tx < (select tx from settled)
                order by e.tx, e.seq limit ?
                """
                    .formatted(CANONICAL))
            .params(last.tx(), last.event(), MOST)
            .query((row, n) -> new Unlinked(row.getLong(1), row.getLong(2), row.getString(3)))
            .list();
    if (!news.isEmpty()) {
      add(last, news);
    }
    return news.size();
  }

  private Link last() {
    return jdbc.sql(
            "select position, event, tx, hash from audit_link order by position desc limit 1")
        .query(
            (row, n) -> new Link(row.getLong(1), row.getLong(2), row.getLong(3), row.getBytes(4)))
        .optional()
        .orElse(new Link(0, 0, 0, HEX.parseHex(ZERO)));
  }

  private void add(Link last, List<Unlinked> news) {
    var positions = new Long[news.size()];
    var events = new Long[news.size()];
    var txs = new Long[news.size()];
    var hashes = new String[news.size()];
    byte[] hash = last.hash();
    for (int i = 0; i < news.size(); i++) {
      Unlinked one = news.get(i);
      hash = hash(hash, one.canonical());
      positions[i] = last.position() + 1 + i;
      events[i] = one.event();
      txs[i] = one.tx();
      hashes[i] = HEX.formatHex(hash);
    }
    jdbc.sql(
            """
            insert into audit_link (position, event, tx, hash)
            select position, event, tx, decode(hash, 'hex')
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
              as l (position, event, tx, hash)
            """)
        .params(positions, events, txs, hashes)
        .update();
  }

  private static byte[] hash(byte[] before, String canonical) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(before);
      return digest.digest(canonical.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void signIfDue() {
    Link last = last();
    record Signed(long position, Instant at) {}
    Signed signed =
        jdbc.sql("select position, signed from audit_checkpoint order by position desc limit 1")
            .query(
                (row, n) ->
                    new Signed(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
            .optional()
            .orElse(new Signed(0, Instant.EPOCH));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    boolean due =
        last.position() >= signed.position() + LINKS_PER_CHECKPOINT
            || (last.position() > signed.position()
                && !now.isBefore(signed.at().plus(BETWEEN_CHECKPOINTS)));
    if (due && isMyTurn()) {
      byte[] signature = key.sign(message(last.position(), last.hash(), now));
      jdbc.sql(
              """
              insert into audit_checkpoint (position, hash, signed, key, signature)
              values (?, ?, ?, ?, ?) on conflict do nothing
              """)
          .params(last.position(), last.hash(), now.atOffset(ZoneOffset.UTC), key.id(), signature)
          .update();
    }
  }

  /** What is signed of a point of the chain. */
  static byte[] message(long position, byte[] hash, Instant signed) {
    return "vertepath-audit %d %s %d"
        .formatted(position, HEX.formatHex(hash), ChronoUnit.MICROS.between(Instant.EPOCH, signed))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
