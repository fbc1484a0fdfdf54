package dev.vertepath.access.audit;

import dev.vertepath.access.audit.Chain.Link;
import dev.vertepath.access.audit.Verification.Broken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Goes along a part of the chain, segment by segment, and makes each link anew from the event as it
 * lies there now.
 */
final class ChainWalk {

  private final JdbcClient jdbc;
  private final long from;
  private final long to;
  private Link before;

  /**
   * @param from first position
   * @param to last position
   */
  ChainWalk(JdbcClient jdbc, long from, long to) {
    this.jdbc = jdbc;
    this.from = from;
    this.to = to;
    this.before = Chain.BEGINNING;
  }

  /** Some events, linked at once. */
  private record Segment(long first, long last, long tx, Long[] events, byte[] hashes) {

    static Segment read(ResultSet row, int number) throws SQLException {
      return new Segment(
          row.getLong("first"),
          row.getLong("last"),
          row.getLong("tx"),
          (Long[]) row.getArray("events").getArray(),
          row.getBytes("hashes"));
    }

    byte[] hash(long position) {
      int at = Math.toIntExact(position - first) * Chain.HASH;
      return Arrays.copyOfRange(hashes, at, at + Chain.HASH);
    }

    boolean isWhole() {
      return events.length == last - first + 1
          && hashes.length == (long) events.length * Chain.HASH
          && events.length > 0;
    }

    Link end() {
      return new Link(last, events[events.length - 1], tx, hash(last));
    }
  }

  /**
   * An event as it lies there.
   *
   * @param columns null when it is missing
   */
  private record Found(long seq, long tx, byte[] digest, @Nullable AuditColumns columns) {}

  /** The first that is wrong. */
  Optional<Broken> firstBroken() {
    jdbc.sql("select * from audit_chain where last < ? order by first desc limit 1")
        .param(from)
        .query(Segment::read)
        .optional()
        .filter(Segment::isWhole)
        .ifPresent(segment -> before = segment.end());
    long position = from;
    while (position <= to) {
      Optional<Segment> next = next(position);
      if (next.isEmpty()) {
        return Optional.of(missing(Math.max(before.position() + 1, from), to));
      }
      Optional<Broken> broken = broken(next.get());
      if (broken.isPresent()) {
        return broken;
      }
      before = next.get().end();
      position = before.position() + 1;
    }
    return Optional.empty();
  }

  private Optional<Segment> next(long position) {
    return jdbc.sql(
            "select * from audit_chain where last >= ? and first <= ? order by first limit 1")
        .params(position, to)
        .query(Segment::read)
        .optional();
  }

  private Optional<Broken> broken(Segment segment) {
    if (segment.first() != before.position() + 1) {
      return Optional.of(missing(before.position() + 1, segment.first() - 1));
    }
    if (!segment.isWhole()) {
      return Optional.of(
          new Broken(
              segment.first(),
              "changed",
              null,
              "The links %d to %d are not as they were written."
                  .formatted(segment.first(), segment.last())));
    }
    List<Found> found = events(segment);
    return Stream.of(brokenLink(segment, found), inserted(segment, found))
        .flatMap(Optional::stream)
        .min((a, b) -> Long.compare(a.position(), b.position()));
  }

  private Optional<Broken> brokenLink(Segment segment, List<Found> found) {
    Link link = before;
    for (Found event : found) {
      long position = link.position() + 1;
      byte[] there = segment.hash(position);
      AuditColumns columns = event.columns();
      boolean asked = position >= from && position <= to;
      if (asked && columns == null) {
        return Optional.of(
            new Broken(
                position,
                "missing",
                event.seq(),
                "AuditEvent/%d, at position %d, is missing.".formatted(event.seq(), position)));
      }
      if (asked && columns != null && !isAsLinked(link, event, columns, there)) {
        return Optional.of(
            new Broken(
                position,
                "changed",
                event.seq(),
                "AuditEvent/%d, at position %d, or its link is not as it was written."
                    .formatted(event.seq(), position)));
      }
      link = new Link(position, event.seq(), event.tx(), there);
    }
    return Optional.empty();
  }

  private static boolean isAsLinked(Link before, Found event, AuditColumns columns, byte[] there) {
    byte[] digest = columns.digest();
    return Arrays.equals(digest, event.digest())
        && Arrays.equals(before.next(event.seq(), event.tx(), digest).hash(), there);
  }

  private static Broken missing(long first, long last) {
    return new Broken(
        first,
        "missing",
        null,
        "The links %d to %d of the chain are missing.".formatted(first, last));
  }

  private List<Found> events(Segment segment) {
    return jdbc.sql(
            """
            select linked.seq as linked_seq, e.*
            from unnest(?::bigint[]) with ordinality as linked (seq, place)
            left join audit_event e on e.seq = linked.seq
            order by linked.place
            """)
        .param(segment.events())
        .query(ChainWalk::found)
        .list();
  }

  private static Found found(ResultSet row, int number) throws SQLException {
    long seq = row.getLong("linked_seq");
    OffsetDateTime recorded = row.getObject("recorded", OffsetDateTime.class);
    return recorded == null
        ? new Found(seq, 0, new byte[0], null)
        : new Found(seq, row.getLong("tx"), row.getBytes("digest"), columns(row, recorded));
  }

  private static AuditColumns columns(ResultSet row, OffsetDateTime recorded) throws SQLException {
    return new AuditColumns(
        ChronoUnit.MICROS.between(Instant.EPOCH, recorded.toInstant()),
        row.getString("act"),
        row.getString("operation"),
        row.getInt("outcome"),
        row.getString("reason"),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("name"),
        row.getString("fhir_user"),
        row.getString("client"),
        AuditRow.texts(row.getArray("roles")),
        row.getString("organization"),
        row.getString("purpose"),
        row.getString("address"),
        row.getString("request"),
        AuditRow.texts(row.getArray("patients")),
        AuditRow.texts(row.getArray("touched")),
        AuditRow.texts(row.getArray("mentions")),
        row.getString("query"));
  }

  /** An event of a time that the chain has passed, which it does not know. */
  private Optional<Broken> inserted(Segment segment, List<Found> found) {
    return jdbc
        .sql(
            """
            select e.seq, e.tx from audit_event e
            where (e.tx, e.seq) > (?, ?) and (e.tx, e.seq) <= (?, ?) and e.seq <> all (?)
            order by e.tx, e.seq
            """)
        .params(before.tx(), before.event(), segment.tx(), segment.end().event(), segment.events())
        .query((row, n) -> inserted(segment, found, row.getLong(1), row.getLong(2)))
        .list()
        .stream()
        .filter(broken -> broken.position() >= from && broken.position() <= to)
        .findFirst();
  }

  private static Broken inserted(Segment segment, List<Found> found, long seq, long tx) {
    long earlier =
        found.stream().filter(one -> one.tx() < tx || (one.tx() == tx && one.seq() < seq)).count();
    long position = segment.first() + earlier;
    return new Broken(
        position,
        "inserted",
        seq,
        "AuditEvent/%d was inserted: it belongs before position %d, and the chain does not know it."
            .formatted(seq, position));
  }
}
