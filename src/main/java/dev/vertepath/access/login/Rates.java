package dev.vertepath.access.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How much each of many may ask, as a token bucket: so many requests a second over time, and ten
 * seconds' worth at once. Each replica counts by itself.
 */
final class Rates {

  private static final int BURST_SECONDS = 10;
  private static final int MOST_REMEMBERED = 20_000;
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final int perSecond;
  private final TimeMeter meter;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterAccess(FORGOTTEN).build();

  /**
   * @param perSecond 0 for no limit
   */
  Rates(int perSecond, Clock clock) {
    this.perSecond = perSecond;
    this.meter =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
          }

          @Override
          public boolean isWallClockBased() {
            return true;
          }
        };
  }

  /**
   * Takes one request off what may be asked.
   *
   * @return how long to wait, in whole seconds; 0 when it may be asked now
   */
  long take(String whose) {
    if (perSecond == 0) {
      return 0;
    }
    ConsumptionProbe probe = of(whose).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? 0 : seconds(probe.getNanosToWaitForRefill());
  }

  /** As {@link #take}, and takes nothing. */
  long look(String whose) {
    if (perSecond == 0) {
      return 0;
    }
    return seconds(of(whose).estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  private Bucket of(String whose) {
    return buckets.get(
        whose,
        key ->
            Bucket.builder()
                .withCustomTimePrecision(meter)
                .addLimit(
                    limit ->
                        limit
                            .capacity((long) perSecond * BURST_SECONDS)
                            .refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build());
  }

  private static long seconds(long nanos) {
    return nanos == 0 ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos));
  }
}
