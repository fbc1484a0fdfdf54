package dev.vertepath.access.audit;

import dev.vertepath.access.audit.Verification.Broken;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds the audit trail against its chain, and the chain against what was signed. */
public final class AuditVerifier {

  private final JdbcClient jdbc;
  private final AuditKey key;

  AuditVerifier(JdbcClient jdbc, AuditKey key) {
    this.jdbc = jdbc;
    this.key = key;
  }

  private record Checkpoint(
      long position, byte[] hash, OffsetDateTime signed, String key, byte[] signature) {}

  /**
   * @param from first position, from 1; null for the beginning
   * @param to last position; null for the end
   */
  public Verification verify(@Nullable Long from, @Nullable Long to) {
    long first = from == null ? 1 : from;
    long last = to == null ? end() : to;
    List<Checkpoint> checkpoints = checkpoints(first, last);
    List<Broken> broken = new ArrayList<>();
    new ChainWalk(jdbc, first, last).firstBroken().ifPresent(broken::add);
    checkpoints.forEach(checkpoint -> broken(checkpoint).ifPresent(broken::add));
    return new Verification(
        first,
        last,
        checkpoints.size(),
        unlinked(),
        broken.stream().min(Comparator.comparing(Broken::position)).orElse(null),
        key.id(),
        key.publicKey());
  }

  /** Signed points tell how long it was, if links have been cut off. */
  private long end() {
    return jdbc.sql(
            """
            select greatest((select max(last) from audit_chain),
              (select max(position) from audit_checkpoint), 0)
            """)
        .query(Long.class)
        .single();
  }

  private List<Checkpoint> checkpoints(long first, long last) {
    return jdbc.sql(
            """
            select position, hash, signed, key, signature from audit_checkpoint
            where position between ? and ? order by position
            """)
        .params(first, last)
        .query(
            (row, n) ->
                new Checkpoint(
                    row.getLong(1),
                    row.getBytes(2),
                    row.getObject(3, OffsetDateTime.class),
                    row.getString(4),
                    row.getBytes(5)))
        .list();
  }

  private Optional<Broken> broken(Checkpoint point) {
    byte[] message = Chain.message(point.position(), point.hash(), point.signed().toInstant());
    if (!key.isSigned(point.key(), message, point.signature())) {
      return Optional.of(
          new Broken(
              point.position(),
              "signature",
              null,
              "The signature at position %d is false, or of a key that is not trusted (%s)."
                  .formatted(point.position(), point.key())));
    }
    Optional<byte[]> hash =
        jdbc.sql(
                """
                select substring(hashes from ((? - first) * 32 + 1)::int for 32)
                from audit_chain where first <= ? and last >= ?
                """)
            .params(point.position(), point.position(), point.position())
            .query(byte[].class)
            .optional();
    return hash.filter(there -> !HexFormat.of().formatHex(there).equals(hex(point))).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Broken(
                point.position(),
                "changed",
                null,
                "The chain was made anew: at position %d it is not what was signed."
                    .formatted(point.position())));
  }

  private static String hex(Checkpoint point) {
    return HexFormat.of().formatHex(point.hash());
  }

  private long unlinked() {
    return jdbc.sql(
            """
            select count(*) from audit_event e where (e.tx, e.seq) > (
              select coalesce(max(l.tx), 0), coalesce(max(l.event), 0) from (
                select tx, events[cardinality(events)] as event
                from audit_chain order by first desc limit 1) l)
            """)
        .query(Long.class)
        .single();
  }
}
