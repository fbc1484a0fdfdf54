package dev.vertepath.access.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatesTest {

  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final Rates rates = new Rates(2, clock);

  @Test
  void tenSecondsWorthMayBeAskedAtOnceAndNoMore() {
    assertThat(taken("a")).isEqualTo(20);
    assertThat(rates.take("a")).isEqualTo(1);
  }

  @Test
  void whatWasTakenComesBackWithTime() {
    taken("a");
    now = now.plus(Duration.ofSeconds(3));

    assertThat(taken("a")).isEqualTo(6);
  }

  @Test
  void eachHasItsOwn() {
    taken("a");

    assertThat(rates.take("b")).isZero();
  }

  @Test
  void toLookTakesNothing() {
    IntStream.range(0, 100).forEach(i -> assertThat(rates.look("a")).isZero());

    assertThat(taken("a")).isEqualTo(20);
    assertThat(rates.look("a")).isEqualTo(1);
  }

  @Test
  void zeroIsNoLimit() {
    var unlimited = new Rates(0, clock);

    IntStream.range(0, 1000).forEach(i -> assertThat(unlimited.take("a")).isZero());
  }

  /** How many may be asked now. */
  private long taken(String whose) {
    return IntStream.range(0, 100).takeWhile(i -> rates.take(whose) == 0).count();
  }
}
