package dev.vertepath.exchange.event;

import dev.vertepath.record.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What all channels want to know, kept in memory: a request that concerns nobody shall cost
 * nothing.
 *
 * <p>It is never too old to rely on. Whoever sets up a subscription, or is the first to listen to
 * the stream, raises the count of what writers have to know (see docs/decisions/0035); a writer by
 * an older count stores nothing and begins again, and here what is known is read again for a writer
 * by a newer one.
 */
public final class Interests {

  private final JdbcClient jdbc;
  private final List<Interest> standing;
  private final List<Interest> listening;
  private final Clock clock;
  private volatile Known known = new Known(-1, List.of(), Instant.EPOCH);

  /**
   * @param until when somebody was said to listen to the stream; then it is asked again
   */
  private record Known(long definitions, List<Interest> all, Instant until) {

    boolean isOver(Instant now) {
      return until.isAfter(Instant.EPOCH) && !now.isBefore(until);
    }
  }

  /**
   * @param standing those that are set up when the service starts
   * @param listening those that are wanted while somebody listens to the stream
   */
  public Interests(
      JdbcClient jdbc, List<Interest> standing, List<Interest> listening, Clock clock) {
    this.jdbc = jdbc;
    this.standing = List.copyOf(standing);
    this.listening = List.copyOf(listening);
    this.clock = clock;
  }

  /** Of all topics to the operator's endpoint. */
  static List<Interest> ofMessages() {
    return Stream.of(Topic.values())
        .map(topic -> Interest.in(Standing.MESSAGES, topic.code()))
        .toList();
  }

  /** Of all topics, and of what lists of work show. */
  static List<Interest> ofStream() {
    return Stream.concat(Stream.of(Topic.values()).map(Topic::code), Stream.of(Event.WORK_ITEM))
        .map(topic -> Interest.in(Standing.STREAM, topic))
        .toList();
  }

  /**
   * @param definitions the count by which the request writes
   */
  List<Interest> at(long definitions) {
    Known last = known;
    return last.definitions() >= definitions && !last.isOver(clock.instant()) ? last.all() : read();
  }

  /** Those of now. */
  public List<Interest> read() {
    List<Interest> all = new ArrayList<>(standing);
    var version = new long[1];
    var until = new Instant[] {Instant.EPOCH};
    jdbc.sql(
            """
            select v.version, c.id, c.definition, (select max(l.until) from listener l)
            from search_definition v
            left join subscription_channel c on c.state in ('handshake', 'active')
            """)
        .query(
            row -> {
              version[0] = row.getLong(1);
              String id = row.getString(2);
              if (id != null) {
                all.add(Interest.of("Subscription/" + id, Json.MAPPER.readTree(row.getString(3))));
              }
              until[0] = row.getObject(4, OffsetDateTime.class).toInstant();
            });
    boolean listened = until[0].isAfter(clock.instant());
    if (listened) {
      all.addAll(listening);
    }
    known = new Known(version[0], List.copyOf(all), listened ? until[0] : Instant.EPOCH);
    return known.all();
  }
}
