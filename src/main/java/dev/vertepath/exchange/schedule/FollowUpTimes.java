package dev.vertepath.exchange.schedule;

import dev.vertepath.exchange.event.Event;
import dev.vertepath.exchange.event.EventTable;
import dev.vertepath.exchange.event.Interest;
import dev.vertepath.exchange.event.Interests;
import dev.vertepath.exchange.event.Topic;
import dev.vertepath.record.ResourceKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells that follow-ups have become due or overdue: once for each window, in the transaction that
 * notes that it was told. One that is planned anew is told of again when its window has another
 * begin or end.
 */
final class FollowUpTimes {

  private static final int SOME = 500;

  private static final String TELL =
      """
      with come as (
        select f.key, f.patient, f.resource, f.code, w.what, w.instant
        from follow_up f
        cross join lateral (values ('due', f.due_start), ('overdue', f.due_end)) w(what, instant)
        where f.status not in ('completed', 'cancelled', 'failed', 'rejected', 'revoked',
            'entered-in-error')
          and w.instant <= :now
          and not exists (select from follow_up_told t
            where t.key = f.key and t.what = w.what and t.instant = w.instant)
        order by w.instant, f.key limit :some
      ),
      told as (
        insert into follow_up_told as t (key, what, patient, instant)
        select key, what, patient, instant from come
        on conflict (key, what) do update set patient = excluded.patient, instant = excluded.instant
        where t.instant <> excluded.instant
        returning key, what
      )
      select c.what, c.patient, c.resource, c.code, c.instant
      from come c join told using (key, what) order by c.instant, c.key, c.what
      """;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Interests interests;
  private final EventTable events;
  private final Runnable afterCommit;
  private final Clock clock;

  FollowUpTimes(
      JdbcClient jdbc,
      TransactionOperations transactions,
      Interests interests,
      EventTable events,
      Runnable afterCommit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.interests = interests;
    this.events = events;
    this.afterCommit = afterCommit;
    this.clock = clock;
  }

  /** Tells of all whose time has come. */
  void tell() {
    while (Boolean.TRUE.equals(transactions.execute(status -> some()))) {
      // There are more.
    }
  }

  private boolean some() {
    List<Event> come =
        jdbc.sql(TELL)
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .param("some", SOME)
            .query(FollowUpTimes::read)
            .list();
    List<Interest> wanted = interests.read();
    List<Event> told =
        come.stream()
            .map(event -> Event.wantedBy(event, wanted))
            .flatMap(Optional::stream)
            .toList();
    if (!told.isEmpty()) {
      events.add(told);
      afterCommit.run();
    }
    return come.size() == SOME;
  }

  private static Event read(ResultSet row, int number) throws SQLException {
    Topic topic = row.getString(1).equals("due") ? Topic.FOLLOW_UP_DUE : Topic.FOLLOW_UP_OVERDUE;
    String[] reference = row.getString(3).split("/", 2);
    return new Event(
        topic.code(),
        row.getString(2),
        new ResourceKey(reference[0], reference[1]),
        null,
        row.getString(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        List.of());
  }
}
