package dev.vertepath.exchange.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after failures: twice as long each time, and never as long as others do. */
final class Backoff {

  /** For how long a delivery is tried. */
  static final Duration GIVE_UP = Duration.ofDays(3);

  private static final int MOST_DOUBLINGS = 20;

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator chance;

  Backoff(Duration first, Duration longest, RandomGenerator chance) {
    this.first = first;
    this.longest = longest;
    this.chance = chance;
  }

  /**
   * @param failures in a row, from 1
   * @return between half of the wait and all of it
   */
  Duration after(int failures) {
    long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long wait = Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(wait / 2 + chance.nextLong(wait / 2 + 1));
  }
}
