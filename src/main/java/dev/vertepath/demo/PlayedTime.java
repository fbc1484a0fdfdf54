package dev.vertepath.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The time of the thread that plays the demonstration, and the system's for every other: workers in
 * the background never see it, and it is over when the playing is.
 */
final class PlayedTime extends Clock {

  private static final ScopedValue<Instant> PLAYED = ScopedValue.newInstance();

  private final Clock system;

  PlayedTime(Clock system) {
    this.system = system;
  }

  /** Does the work as if it were this time. */
  void at(Instant time, Runnable work) {
    ScopedValue.where(PLAYED, time).run(work);
  }

  @Override
  public Instant instant() {
    return PLAYED.isBound() ? PLAYED.get() : system.instant();
  }

  @Override
  public ZoneId getZone() {
    return system.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return system.withZone(zone);
  }
}
