package dev.vertepath.desk.integration;

import dev.vertepath.access.audit.AuditedLists;
import dev.vertepath.record.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What has not arrived yet, or never will, by one statement; the oldest first. */
@ConditionalOnWebApplication
@Component
class Deliveries {

  static final int SIZE = 50;
  static final List<String> STATES = List.of("dead", "delayed", "waiting", "dropped");

  private static final List<String> TYPES = List.of("Subscription");

  private static final String LETTERS =
      """
      select counted.all_counts, p.*
      from (select jsonb_object_agg(fares, n)::text as all_counts
        from (select fares, count(*) as n from letters
          where (select desk_channel from sight) in ('', channel) group by fares) c) counted
      left join (
        select l.id, l.fares, l.channel, l.number, l.topic, l.patient,
          l.focus_type || '/' || l.focus_id as focus, l.queued, l.attempts,
          case when l.status = 'waiting' then greatest(l.due, l.paused_until) end as next,
          coalesce(l.problem, case when l.fares = 'delayed' then l.of_receiver end) as problem,
          l.decided_by, l.reason
        from letters l
        where l.fares = any ((select desk_states from sight)::text[])
          and (select desk_channel from sight) in ('', l.channel)
          and l.id > (select desk_after from sight)
        order by l.id limit %d) p on true
      order by p.id
      """;

  private static final String CHOSEN =
      """
      select l.id, l.fares, l.channel, l.number, l.topic, l.patient,
        l.focus_type || '/' || l.focus_id as focus, l.queued, l.attempts,
        null::timestamptz as next, l.problem, l.decided_by, l.reason
      from letters l where l.id = any ((select desk_ids from sight)::bigint[]) order by l.id
      """;

  private final JdbcClient jdbc;
  private final AuditedLists lists;

  Deliveries(JdbcClient jdbc, AuditedLists lists) {
    this.jdbc = jdbc;
    this.lists = lists;
  }

  /**
   * A page of it.
   *
   * @param counts by state, whatever state is chosen
   * @param more whether there are others after these
   */
  record Listing(List<Letter> rows, Map<String, Long> counts, boolean more) {

    public long count(String state) {
      return counts.getOrDefault(state, 0L);
    }

    /** All that has not come to its end. */
    public long open() {
      return count("dead") + count("delayed") + count("waiting");
    }
  }

  /**
   * @param states which are listed
   * @param channel empty for all
   * @param after id of the last one of the page before
   * @throws dev.vertepath.record.RecordException FORBIDDEN for who may not search Subscriptions
   */
  Listing list(List<String> states, String channel, long after) {
    return lists.list(
        TYPES,
        "deliveries?state=%s&channel=%s".formatted(String.join(",", states), channel),
        sight -> {
          var sql = new Outgoing(sight);
          sql.give("states", "text[]", states.toArray(String[]::new));
          sql.give("channel", "text", channel);
          sql.give("after", "bigint", after);
          List<Letter> rows = new ArrayList<>();
          Map<String, Long> counts = new HashMap<>();
          jdbc.sql(sql.text(LETTERS.formatted(SIZE + 1)))
              .params(sql.arguments())
              .query(
                  row -> {
                    count(row.getString("all_counts"), counts);
                    if (row.getString("fares") != null) {
                      rows.add(Letter.read(row));
                    }
                  });
          boolean more = rows.size() > SIZE;
          return new Listing(more ? rows.subList(0, SIZE) : rows, counts, more);
        },
        listing -> patients(listing.rows()));
  }

  private static void count(
      @org.jspecify.annotations.Nullable String told, Map<String, Long> counts) {
    if (told != null) {
      Json.MAPPER
          .readTree(told)
          .properties()
          .forEach(one -> counts.put(one.getKey(), one.getValue().asLong()));
    }
  }

  /** Those of these ids that are in sight. */
  List<Letter> chosen(Collection<Long> ids) {
    return lists.list(
        TYPES,
        "deliveries?id=" + String.join(",", ids.stream().map(String::valueOf).toList()),
        sight -> {
          var sql = new Outgoing(sight);
          sql.give("ids", "bigint[]", ids.toArray(Long[]::new));
          return jdbc.sql(sql.text(CHOSEN))
              .params(sql.arguments())
              .query((row, number) -> Letter.read(row))
              .list();
        },
        Deliveries::patients);
  }

  private static List<String> patients(List<Letter> letters) {
    return letters.stream().map(Letter::patient).filter(Objects::nonNull).distinct().toList();
  }
}
