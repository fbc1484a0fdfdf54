package dev.vertepath.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An assertion is good once, whichever replica it is shown to. */
class UsedAssertionsTest {

  private static final RecordOnPostgres STORE = new RecordOnPostgres();
  private static final int AT_ONCE = 8;

  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private final UsedAssertions one = replica();
  private final UsedAssertions other = replica();

  @AfterAll
  static void close() {
    STORE.close();
  }

  @Test
  void whatOneReplicaTookAnotherDoesNotTake() {
    assertThat(one.use("his", "a", in(5))).isTrue();
    assertThat(other.use("his", "a", in(5))).isFalse();
    assertThat(one.use("his", "a", in(5))).isFalse();
    assertThat(other.use("his", "b", in(5))).isTrue();
    assertThat(other.use("lab", "a", in(5))).as("each client counts by itself").isTrue();
  }

  @Test
  void ofManyAtOnceOneIsTaken() throws Exception {
    List<Callable<Boolean>> tries =
        IntStream.range(0, AT_ONCE)
            .<Callable<Boolean>>mapToObj(i -> () -> replica().use("his", "race", in(5)))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long taken = 0;
      for (Future<Boolean> tried : threads.invokeAll(tries)) {
        taken += tried.get() ? 1 : 0;
      }
      assertThat(taken).isOne();
    }
  }

  @Test
  void whatIsRefusedForItsAgeAnywayIsNotKept() {
    one.use("his", "old", in(5));
    now = now.plus(Duration.ofHours(1));
    replica().use("his", "new", in(5));

    assertThat(
            STORE
                .jdbc
                .sql("select count(*) from used_assertion where expires < ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single())
        .isZero();
  }

  private Instant in(long minutes) {
    return now.plus(Duration.ofMinutes(minutes));
  }

  private UsedAssertions replica() {
    Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    return new UsedAssertions(STORE.jdbc, clock);
  }
}
