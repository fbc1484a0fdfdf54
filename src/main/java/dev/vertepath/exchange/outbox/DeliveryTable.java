package dev.vertepath.exchange.outbox;

import dev.vertepath.exchange.outbox.Delivery.Ready;
import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;

/** What is on its way, and to whom. */
final class DeliveryTable {

  static final String COLUMNS =
      "d.id, d.channel, d.number, d.order_key, d.patient, d.topic, d.focus_type, d.focus_id,"
          + " d.focus_version, d.state, d.occurred, d.attempts, d.queued, d.url, d.content_type,"
          + " d.body";

  /**
   * Of each receiver that is not paused the first ones that nothing of the same key is before: as
   * many as may be under way at once, of one that fails just one. Whoever takes them has them until
   * they are due again.
   */
  private static final String CLAIM =
      """
      with given as materialized (select :now::timestamptz as now),
      ready as materialized (
        select first.id, r.failures
        from receiver r cross join lateral (
          select d.id from delivery d
          where d.channel = r.channel and d.status = 'waiting' and d.due <= (select now from given)
            and not exists (select from delivery e
              where e.channel = d.channel and e.order_key = d.order_key and e.status = 'waiting'
                and e.id < d.id)
          order by d.channel, d.id
          limit case when r.failures > 0 then 1 else :each end) first
        where r.open and (r.paused_until is null or r.paused_until <= (select now from given))
          and r.channel <> all (:busy)
        order by r.failures > 0, first.id limit :most
      ),
      taken as (
        select d.id from delivery d where d.id in (select id from ready)
          and d.status = 'waiting' and d.due <= (select now from given)
        for update skip locked
      )
      update delivery d
      set attempts = attempts + 1, attempted = (select now from given),
        due = (select now from given) + :lease::interval
      from taken t where t.id = d.id
      returning
      """
          + COLUMNS;

  private static final String FORGET_FAILURES =
      """
      with d as (
        update delivery set status = 'done', problem = null, body = null
        where id = :id and status = 'waiting' returning channel
      )
      update receiver r set failures = 0, paused_until = null, problem = null
      where r.channel = :channel and r.failures > 0 returning 1
      """;

  private static final String FAIL =
      """
      with d as (
        update delivery set due = :due, problem = :problem,
          status = case when :given_up then 'dead' else status end
        where id = :id and status = 'waiting'
      )
      update receiver set
        failures = failures + case when :of_receiver then 1 else 0 end,
        paused_until = case when :of_receiver then :paused else paused_until end,
        problem = :problem, failure = :problem,
        failed = (select tried.attempted from delivery tried where tried.id = :id)
      where channel = :channel returning failures
      """;

  /** What was not tried for itself, since its receiver never answers, is given up as well. */
  private static final String GIVE_UP =
      """
      update delivery d set status = 'dead',
        problem = coalesce(d.problem, (select r.problem from receiver r where r.channel = d.channel))
      where d.status = 'waiting' and d.queued < :before and d.due <= :now
        and (d.attempts > 0
          or exists (select from receiver r where r.channel = d.channel and r.failures > 0))
      """;

  private final JdbcClient jdbc;

  DeliveryTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Within the transaction of this thread. */
  void add(Collection<Delivery> deliveries, boolean sent) {
    ArrayNode rows = Json.MAPPER.createArrayNode();
    for (Delivery one : deliveries) {
      ResourceKey focus = one.focus();
      Ready ready = one.ready();
      rows.addObject()
          .put("channel", one.channel())
          .put("number", one.number())
          .put("order_key", one.orderKey())
          .put("patient", one.patient())
          .put("topic", one.topic())
          .put("focus_type", focus == null ? null : focus.type())
          .put("focus_id", focus == null ? null : focus.id())
          .put("focus_version", one.focusVersion())
          .put("state", one.state())
          .put("occurred", one.occurred().toString())
          .put("queued", one.queued().toString())
          .put("due", one.queued().toString())
          .put("attempts", 0)
          .put("status", sent ? "waiting" : "done")
          .put("url", ready == null ? null : ready.url())
          .put("content_type", ready == null ? null : ready.contentType())
          .put("body", ready == null ? null : Outbox.hex(ready.body()));
    }
    jdbc.sql(
            """
            with n as (select * from jsonb_populate_recordset(null::delivery, ?::jsonb)),
            known as (
              insert into receiver (channel, open) select distinct channel, true from n
              on conflict do nothing
            )
            insert into delivery (channel, number, order_key, patient, topic, focus_type, focus_id,
              focus_version, state, occurred, url, content_type, body, status, attempts, queued, due)
            select channel, number, order_key, patient, topic, focus_type, focus_id,
              focus_version, state, occurred, url, content_type, body, status, attempts, queued, due
            from n order by number
            """)
        .param(rows.toString())
        .update();
  }

  /**
   * Takes some that are due, for as long as the lease.
   *
   * @param each how many of one receiver at most
   * @param busy channels of which nothing is taken
   */
  List<Delivery> claim(Instant now, Duration lease, int most, int each, Collection<String> busy) {
    return jdbc.sql(CLAIM)
        .param("now", at(now))
        .param("lease", lease.toSeconds() + " s")
        .param("most", most)
        .param("each", each)
        .param("busy", busy.toArray(String[]::new))
        .query(DeliveryTable::read)
        .list();
  }

  void done(Delivery delivery) {
    jdbc.sql(FORGET_FAILURES)
        .param("id", delivery.id())
        .param("channel", delivery.channel())
        .query(Integer.class)
        .list();
  }

  /**
   * @param givenUp whether it is not tried any more
   * @param paused until when nothing is sent to the receiver, where the failure is the receiver's
   * @return how often the receiver has failed in a row
   */
  int failed(
      Delivery delivery, String problem, Instant due, boolean givenUp, @Nullable Instant paused) {
    return jdbc.sql(FAIL)
        .param("id", delivery.id())
        .param("channel", delivery.channel())
        .param("due", at(due))
        .param("problem", problem)
        .param("given_up", givenUp)
        .param("of_receiver", paused != null)
        .param("paused", paused == null ? null : at(paused), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .query(Integer.class)
        .single();
  }

  int failures(String channel) {
    return jdbc.sql("select failures from receiver where channel = ?")
        .param(channel)
        .query(Integer.class)
        .single();
  }

  int giveUp(Instant now) {
    return jdbc.sql(GIVE_UP)
        .param("now", at(now))
        .param("before", at(now.minus(Backoff.GIVE_UP)))
        .update();
  }

  /**
   * Deletes what was queued before.
   *
   * @param most how many at once
   */
  int forget(List<String> statuses, Instant before, int most) {
    return jdbc.sql(
            """
            delete from delivery where id in (
              select id from delivery where status = any (?) and queued < ?
              order by queued limit ? for update skip locked)
            """)
        .param(statuses.toArray(String[]::new))
        .param(at(before))
        .param(most)
        .update();
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static Delivery read(ResultSet row, int number) throws SQLException {
    String focus = row.getString(7);
    String contentType = row.getString(15);
    byte[] body = row.getBytes(16);
    return new Delivery(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        focus == null ? null : new ResourceKey(focus, row.getString(8)),
        row.getObject(9, Long.class),
        row.getString(10),
        row.getObject(11, OffsetDateTime.class).toInstant(),
        row.getInt(12),
        row.getObject(13, OffsetDateTime.class).toInstant(),
        contentType == null
            ? null
            : new Ready(row.getString(14), contentType, body == null ? new byte[0] : body));
  }
}
