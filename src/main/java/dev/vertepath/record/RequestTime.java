package dev.vertepath.record;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long the request of this thread may still go on: what has many parts asks before each. */
public final class RequestTime {

  /** Where an operator sets it. */
  public static final String SETTING = "VERTEPATH_REQUEST_TIMEOUT";

  private static final ScopedValue<RequestTime> CURRENT = ScopedValue.newInstance();

  private final Clock clock;
  private final Instant end;

  private RequestTime(Clock clock, Instant end) {
    this.clock = clock;
    this.end = end;
  }

  /** Does the work of a request, which may take this long. */
  public static <E extends Throwable> void within(Duration limit, Clock clock, Work<E> work)
      throws E {
    ScopedValue.where(CURRENT, new RequestTime(clock, clock.instant().plus(limit)))
        .call(
            () -> {
              work.run();
              return limit;
            });
  }

  /** False as well for what no request asks for. */
  public static boolean isOver() {
    return CURRENT.isBound() && CURRENT.get().clock.instant().isAfter(CURRENT.get().end);
  }

  /** What a request is for. */
  @FunctionalInterface
  public interface Work<E extends Throwable> {
    void run() throws E;
  }
}
