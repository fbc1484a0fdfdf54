package dev.vertepath.exchange.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** How deliveries fare; nothing of whom or what they tell. */
final class DeliveryMeters {

  private final Timer delivered;
  private final Timer failed;
  private final Counter dead;

  DeliveryMeters(MeterRegistry registry) {
    this.delivered = timer(registry, "delivered");
    this.failed = timer(registry, "failed");
    this.dead =
        Counter.builder("outbox.dead")
            .description("Deliveries that were given up")
            .register(registry);
  }

  private static Timer timer(MeterRegistry registry, String outcome) {
    return Timer.builder("outbox.attempts")
        .description("Attempts to deliver")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** An attempt. */
  interface Work {
    Attempt run() throws Undeliverable;
  }

  Attempt timed(Work work) throws Undeliverable {
    Timer.Sample sample = Timer.start();
    Attempt attempt = work.run();
    sample.stop(attempt instanceof Attempt.Delivered ? delivered : failed);
    return attempt;
  }

  void dead() {
    dead.increment();
  }
}
