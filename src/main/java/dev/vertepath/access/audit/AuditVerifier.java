package dev.vertepath.access.audit;

import dev.vertepath.access.audit.Verification.Broken;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    Stream.of(brokenLink(first, last), missingEnd(first, last), inserted(first, last))
        .flatMap(Optional::stream)
        .forEach(broken::add);
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
            select greatest((select max(position) from audit_link),
              (select max(position) from audit_checkpoint), 0)
            """)
        .query(Long.class)
        .single();
  }

  private Optional<Broken> brokenLink(long first, long last) {
    return jdbc.sql(
            """
            with part as (
              select position, event, hash, lag(hash) over w as before, lag(position) over w as prior
              from audit_link where position between ? - 1 and ?
              window w as (order by position)
            ), judged as (
              select l.position, l.event, coalesce(l.prior, 0) as prior, case
                when coalesce(l.prior, 0) <> l.position - 1 then 'gap'
                when e.seq is null then 'missing'
                when l.hash <> sha256(coalesce(l.before, decode('%s', 'hex'))
                  || convert_to(%s, 'UTF8')) then 'changed'
              end as wrong
              from part l left join audit_event e on e.seq = l.event
              where l.position >= ?
            )
            select position, event, prior, wrong from judged
            where wrong is not null order by position limit 1
            """
                .formatted(Chain.ZERO, Chain.CANONICAL))
        .params(first, last, first)
        .query(
            (row, n) ->
                wrongLink(
                    row.getLong("position"),
                    row.getLong("event"),
                    row.getLong("prior"),
                    row.getString("wrong")))
        .optional();
  }

  private static Broken wrongLink(long position, long event, long prior, String wrong) {
    return switch (wrong) {
      case "gap" ->
          new Broken(
              prior + 1,
              "missing",
              null,
              "The links %d to %d of the chain are missing.".formatted(prior + 1, position - 1));
      case "missing" ->
          new Broken(
              position,
              "missing",
              event,
              "AuditEvent/%d, at position %d, is missing.".formatted(event, position));
      default ->
          new Broken(
              position,
              "changed",
              event,
              "AuditEvent/%d, at position %d, or its link is not as it was written."
                  .formatted(event, position));
    };
  }

  private Optional<Broken> missingEnd(long first, long last) {
    long there =
        jdbc.sql("select coalesce(max(position), 0) from audit_link where position between ? and ?")
            .params(first, last)
            .query(Long.class)
            .single();
    long next = Math.max(there + 1, first);
    return next > last
        ? Optional.empty()
        : Optional.of(
            new Broken(
                next,
                "missing",
                null,
                "The links %d to %d of the chain are missing.".formatted(next, last)));
  }

  /** Events of a time that the chain has passed, which it does not know. */
  private Optional<Broken> inserted(long first, long last) {
    return jdbc.sql(
            """
            with lowest as (
              select tx, event from audit_link where position < ? order by position desc limit 1
            ), highest as (
              select tx, event from audit_link where position <= ? order by position desc limit 1
            )
            select e.seq, (
              select coalesce(max(l.position), 0) + 1 from audit_link l
              where (l.tx, l.event) < (e.tx, e.seq)) as position
            from audit_event e
            where (e.tx, e.seq) <= (select tx, event from highest)
            and (not exists (select from lowest) or (e.tx, e.seq) > (select tx, event from lowest))
            and not exists (
              select from audit_link l where l.event = e.seq and l.position between ? and ?)
            order by e.tx, e.seq limit 1
            """)
        .params(first, last, first, last)
        .query(
            (row, n) ->
                new Broken(
                    row.getLong("position"),
                    "inserted",
                    row.getLong("seq"),
                    "AuditEvent/%d was inserted: it belongs before position %d, and the chain does not know it."
                        .formatted(row.getLong("seq"), row.getLong("position"))))
        .optional();
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
        jdbc.sql("select hash from audit_link where position = ?")
            .param(point.position())
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
                select tx, event from audit_link order by position desc limit 1) l)
            """)
        .query(Long.class)
        .single();
  }
}
