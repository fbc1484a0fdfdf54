package dev.vertepath.exchange.event;

import dev.vertepath.record.Json;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What all channels want to know, kept in memory: a request that concerns nobody shall cost
 * nothing.
 *
 * <p>It is never too old to rely on. Whoever sets up a subscription raises the count of what
 * writers have to know (see docs/decisions/0035); a writer by an older count stores nothing and
 * begins again, and here what is known is read again for a writer by a newer one.
 */
public final class Interests {

  private final JdbcClient jdbc;
  private final List<Interest> standing;
  private volatile Known known = new Known(-1, List.of());

  private record Known(long definitions, List<Interest> all) {}

  /**
   * @param standing those that are set up when the service starts
   */
  public Interests(JdbcClient jdbc, List<Interest> standing) {
    this.jdbc = jdbc;
    this.standing = List.copyOf(standing);
  }

  /**
   * @param definitions the count by which the request writes
   */
  List<Interest> at(long definitions) {
    Known last = known;
    return last.definitions() >= definitions ? last.all() : read();
  }

  /** Those of now. */
  public List<Interest> read() {
    List<Interest> all = new ArrayList<>(standing);
    long[] version = new long[1];
    jdbc.sql(
            """
            select v.version, c.id, c.definition from search_definition v
            left join subscription_channel c on c.state in ('handshake', 'active')
            """)
        .query(
            row -> {
              version[0] = row.getLong(1);
              String id = row.getString(2);
              if (id != null) {
                all.add(Interest.of("Subscription/" + id, Json.MAPPER.readTree(row.getString(3))));
              }
            });
    known = new Known(version[0], List.copyOf(all));
    return known.all();
  }
}
