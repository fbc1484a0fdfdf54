package dev.vertepath.exchange.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What writers take for wanted, and for how long. */
class InterestsTest {

  private static final Duration LEASE = Duration.ofMinutes(3);

  private final RecordOnPostgres store = new RecordOnPostgres();
  private Instant now = RecordOnPostgres.NOW;
  private final Interests interests =
      new Interests(
          store.jdbc,
          List.of(),
          Interests.ofStream(),
          ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theStreamWantsAllTopicsWhileSomebodyListens() {
    assertThat(now()).isEmpty();
    listened(now.plus(LEASE));

    assertThat(now())
        .extracting(Interest::topic)
        .contains("case-state-changed", "work-item-changed")
        .hasSize(Topic.values().length + 1);
  }

  @Test
  void whenNobodyListensAnyMoreItWantsNothing() {
    listened(now.plus(LEASE));
    assertThat(now()).isNotEmpty();
    now = now.plus(LEASE);

    assertThat(now()).isEmpty();
  }

  @Test
  void whoListensStillIsAskedForAgain() {
    listened(now.plus(LEASE));
    assertThat(now()).isNotEmpty();
    now = now.plus(LEASE);
    store
        .jdbc
        .sql("update listener set until = ?")
        .param(now.plus(LEASE).atOffset(ZoneOffset.UTC))
        .update();

    assertThat(now()).isNotEmpty();
  }

  /** As for a writer who begins now. */
  private List<Interest> now() {
    return interests.at(
        store.jdbc.sql("select version from search_definition").query(Long.class).single());
  }

  private void listened(Instant until) {
    store.jdbc.sql("update listener set until = ?").param(until.atOffset(ZoneOffset.UTC)).update();
    store.jdbc.sql("update search_definition set version = version + 1").update();
  }
}
