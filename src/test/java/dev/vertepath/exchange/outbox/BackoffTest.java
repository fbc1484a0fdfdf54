package dev.vertepath.exchange.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(4), Duration.ofHours(1), new Random(1));

  @Test
  void itDoublesUpToItsLongest() {
    for (int failures = 1; failures <= 1000; failures++) {
      long full = Math.min(4000L << Math.min(failures - 1, 20), 3_600_000);
      assertThat(backoff.after(failures).toMillis()).isBetween(full / 2, full);
    }
  }

  @Test
  void notAllComeBackAtOnce() {
    Set<Duration> waits = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      waits.add(backoff.after(8));
    }
    assertThat(waits).hasSizeGreaterThan(10);
  }
}
