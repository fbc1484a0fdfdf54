package dev.vertepath.exchange.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.CountingDataSource;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is noted of a write, what it costs, and that nobody is forgotten. */
class TellingTest {

  private static final Clock CLOCK = Clock.fixed(RecordOnPostgres.NOW, ZoneOffset.UTC);

  private final CountingDataSource counted = new CountingDataSource();
  private final RecordOnPostgres store = new RecordOnPostgres(false, CLOCK, counted::over);
  private final EventTable table = new EventTable(store.jdbc);

  TellingTest() {
    store.consequences.add(
        new Telling(
            new Interests(store.jdbc, List.of(), Interests.ofStream(), CLOCK), table, () -> {}));
    store.create("{'resourceType':'Patient','id':'p'}");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aRequestThatConcernsNobodyCostsNoStatementMore() {
    store.create(observation());
    sent();
    store.create(observation());
    int without = sent();
    subscribe("s", "{\"type\":\"Condition\"}");
    store.create(observation());
    sent();
    store.create(observation());

    assertThat(sent()).isEqualTo(without);
    assertThat(table.take(10)).isEmpty();
  }

  @Test
  void aRequestThatConcernsSomebodyCostsOneStatementMore() {
    store.create(observation());
    sent();
    store.create(observation());
    int without = sent();
    subscribe("s", "{\"type\":\"Observation\"}");
    subscribe("t", "{\"type\":\"Observation\"}");
    store.create(observation());
    sent();
    store.create(observation());

    assertThat(sent()).isEqualTo(without + 1);
    assertThat(table.take(10))
        .hasSize(2)
        .allSatisfy(
            event ->
                assertThat(event.channels())
                    .containsExactlyInAnyOrder("Subscription/s", "Subscription/t"));
  }

  /** As another server sets one up, of which this one has not heard when it begins to write. */
  @Test
  void aWriterThatDoesNotKnowOfASubscriptionYetBeginsAgainAndTells() {
    store.create(observation());
    subscribe("s", "{\"type\":\"Observation\"}");
    String id = store.create(observation()).key().id();

    assertThat(table.take(10)).extracting(event -> event.focus().id()).containsExactly(id);
  }

  @Test
  void whatIsTakenBackIsNotTold() {
    subscribe("s", "{\"type\":\"Observation\"}");
    store.consequences.add(
        change -> {
          throw new IllegalStateException("no");
        });
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> store.create(observation()))
        .isInstanceOf(IllegalStateException.class);

    assertThat(table.take(10)).isEmpty();
  }

  private void subscribe(String id, String definition) {
    store
        .jdbc
        .sql(
            """
            with s as (
              insert into subscription_channel (id, definition, caller, secret, state)
              values (?, ?::jsonb, '{}', '', 'active')
            )
            update search_definition set version = version + 1
            """)
        .params(id, definition)
        .update();
  }

  private static String observation() {
    return "{'resourceType':'Observation','status':'final','subject':{'reference':'Patient/p'}}";
  }

  private int sent() {
    return (int) counted.sent().stream().filter(sql -> !sql.contains("resource_rid")).count();
  }
}
