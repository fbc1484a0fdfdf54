package dev.vertepath.access.audit;

import java.nio.ByteBuffer;
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

  /** What stands before the first. */
  static final Link BEGINNING = new Link(0, 0, 0, new byte[32]);

  /** Bytes of a hash. */
  static final int HASH = 32;

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

  /**
   * A link of the chain.
   *
   * @param position from 1, without gaps
   * @param event audit_event.seq
   * @param tx audit_event.tx
   * @param hash over the hash before, the event and its transaction (8 bytes each, big-endian) and
   *     its digest
   */
  record Link(long position, long event, long tx, byte[] hash) {

    Link next(long nextEvent, long nextTx, byte[] digest) {
      try {
        MessageDigest over = MessageDigest.getInstance("SHA-256");
        over.update(hash);
        over.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(nextEvent).putLong(nextTx).array());
        return new Link(position + 1, nextEvent, nextTx, over.digest(digest));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private record Unlinked(long event, long tx, byte[] digest) {}

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
                select e.seq, e.tx, e.digest from audit_event e
                where (e.tx, e.seq) > (?, ?) and e.tx < (select tx from settled)
                order by e.tx, e.seq limit ?
                """)
            .params(last.tx(), last.event(), MOST)
            .query((row, n) -> new Unlinked(row.getLong(1), row.getLong(2), row.getBytes(3)))
            .list();
    if (!news.isEmpty()) {
      add(last, news);
    }
    return news.size();
  }

  private Link last() {
    return jdbc.sql(
            """
            select last, events[cardinality(events)], tx, substring(hashes from octet_length(hashes) - 31)
            from audit_chain order by first desc limit 1
            """)
        .query(
            (row, n) -> new Link(row.getLong(1), row.getLong(2), row.getLong(3), row.getBytes(4)))
        .optional()
        .orElse(BEGINNING);
  }

  private void add(Link last, List<Unlinked> news) {
    var events = new Long[news.size()];
    ByteBuffer hashes = ByteBuffer.allocate(news.size() * HASH);
    Link link = last;
    for (int i = 0; i < news.size(); i++) {
      Unlinked one = news.get(i);
      link = link.next(one.event(), one.tx(), one.digest());
      events[i] = one.event();
      hashes.put(link.hash());
    }
    jdbc.sql("insert into audit_chain (first, last, tx, events, hashes) values (?, ?, ?, ?, ?)")
        .params(last.position() + 1, link.position(), link.tx(), events, hashes.array())
        .update();
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
