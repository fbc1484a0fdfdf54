package dev.vertepath.exchange.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.exchange.event.Event;
import dev.vertepath.exchange.event.EventTable;
import dev.vertepath.exchange.event.Interests;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Due and overdue: once each, whoever looks, and whenever. */
class FollowUpTimesTest {

  private static final RecordOnPostgres STORE = new RecordOnPostgres();

  private final EventTable events = new EventTable(STORE.jdbc);
  private Instant now = Instant.parse("2026-03-01T08:00:00Z");

  @AfterAll
  static void close() {
    STORE.close();
  }

  @BeforeEach
  void oneSubscribesToBoth() {
    STORE.jdbc.sql("truncate follow_up, follow_up_told, event, subscription_channel").update();
    for (String topic : List.of("follow-up-due", "follow-up-overdue")) {
      STORE
          .jdbc
          .sql(
              """
              insert into subscription_channel (id, definition, caller, secret, state)
              values (?, ?::jsonb, '{}', '', 'active')
              """)
          .params(topic, "{\"topic\":\"" + topic + "\"}")
          .update();
    }
  }

  @Test
  void aFollowUpIsToldWhenItsWindowBeginsAndWhenItHasEnded() {
    plan("k", "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z");
    assertThat(told("2026-03-02T07:59:59Z")).isEmpty();
    assertThat(told("2026-03-02T08:00:00Z")).containsExactly("follow-up-due 2026-03-02T08:00:00Z");
    assertThat(told("2026-03-02T09:00:00Z")).isEmpty();
    assertThat(told("2026-03-04T09:00:00Z"))
        .containsExactly("follow-up-overdue 2026-03-03T08:00:00Z");
    assertThat(told("2026-03-05T09:00:00Z")).isEmpty();
  }

  @Test
  void afterDowntimeBothAreToldInTheirOrder() {
    plan("k", "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z");

    assertThat(told("2026-04-01T00:00:00Z"))
        .containsExactly(
            "follow-up-due 2026-03-02T08:00:00Z", "follow-up-overdue 2026-03-03T08:00:00Z");
  }

  @Test
  void whatIsDoneOrCancelledIsNotTold() {
    plan("done", "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z");
    STORE.jdbc.sql("update follow_up set status = 'completed'").update();

    assertThat(told("2026-04-01T00:00:00Z")).isEmpty();
  }

  @Test
  void onePlannedAnewIsToldAgainForWhatIsOtherOfItsWindow() {
    plan("k", "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z");
    told("2026-03-04T00:00:00Z");
    STORE.jdbc.sql("delete from follow_up").update();
    plan("k", "2026-03-02T08:00:00Z", "2026-03-10T08:00:00Z");

    assertThat(told("2026-03-05T00:00:00Z")).isEmpty();
    assertThat(told("2026-03-11T00:00:00Z"))
        .containsExactly("follow-up-overdue 2026-03-10T08:00:00Z");
  }

  @Test
  void oneThatNobodyWantedToKnowOfIsNotToldToWhoComesLater() {
    STORE.jdbc.sql("update subscription_channel set state = 'off'").update();
    plan("k", "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z");
    told("2026-03-02T08:00:00Z");
    STORE.jdbc.sql("update subscription_channel set state = 'active'").update();

    assertThat(told("2026-03-02T09:00:00Z")).isEmpty();
  }

  @Test
  void ofSeveralReplicasOneTells() throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      plan("k" + i, "2026-03-02T08:00:00Z", "2026-06-03T08:00:00Z");
    }
    now = Instant.parse("2026-03-03T00:00:00Z");
    List<Thread> replicas = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      replicas.add(Thread.ofPlatform().start(times()::tell));
    }
    for (Thread replica : replicas) {
      replica.join();
    }

    assertThat(events.take(1000)).hasSize(300).doesNotHaveDuplicates();
  }

  private FollowUpTimes times() {
    return new FollowUpTimes(
        STORE.jdbc,
        new TransactionTemplate(new JdbcTransactionManager(STORE.source)),
        new Interests(STORE.jdbc, List.of(), List.of(), Clock.systemUTC()),
        events,
        () -> {},
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private List<String> told(String at) {
    now = Instant.parse(at);
    times().tell();
    List<Event> all = events.take(100);
    return all.stream().map(event -> event.topic() + " " + event.occurred()).toList();
  }

  private static void plan(String key, String start, String end) {
    STORE
        .jdbc
        .sql(
            """
            insert into follow_up (key, patient, resource, kind, code, title, status, due_start, due_end)
            values (?, 'p', 'Task/' || ?, 'follow-up', 'early-check', 'Check', 'requested',
              ?::timestamptz, ?::timestamptz)
            """)
        .params(key, key, start, end)
        .update();
  }
}
