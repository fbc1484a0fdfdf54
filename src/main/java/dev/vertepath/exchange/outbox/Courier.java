package dev.vertepath.exchange.outbox;

import dev.vertepath.exchange.outbox.Attempt.Delivered;
import dev.vertepath.exchange.outbox.Attempt.Failed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries that are due and lets them be sent, many receivers at once and of each a few.
 * One that fails is tried with one at a time and has a rest after each, so that of those that hang
 * many can be borne.
 */
final class Courier {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  /** Longer than any attempt may take: then others may try. */
  private static final Duration LEASE = Duration.ofSeconds(90);

  static final int THREADS = 32;
  private static final int OF_ONE_RECEIVER = 4;

  private final DeliveryTable table;
  private final List<Carrier> carriers;
  private final DeliveryMeters meters;
  private final Clock clock;
  private final Backoff ofDelivery;
  private final Backoff ofReceiver;
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
  private final Semaphore free = new Semaphore(THREADS);

  Courier(
      DeliveryTable table,
      List<Carrier> carriers,
      DeliveryMeters meters,
      Clock clock,
      RandomGenerator chance) {
    this.table = table;
    this.carriers = carriers;
    this.meters = meters;
    this.clock = clock;
    this.ofDelivery = new Backoff(Duration.ofSeconds(4), Duration.ofHours(1), chance);
    this.ofReceiver = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), chance);
  }

  /** Takes some, and gives each to a thread of its own. */
  List<Runnable> take() {
    int most = free.availablePermits();
    if (most == 0) {
      return List.of();
    }
    List<String> busy =
        underWay.entrySet().stream()
            .filter(entry -> entry.getValue() >= OF_ONE_RECEIVER)
            .map(Map.Entry::getKey)
            .toList();
    List<Runnable> work = new ArrayList<>();
    for (Delivery delivery : table.claim(clock.instant(), LEASE, most, OF_ONE_RECEIVER, busy)) {
      free.acquireUninterruptibly();
      underWay.merge(delivery.channel(), 1, Integer::sum);
      work.add(() -> deliver(delivery));
    }
    return work;
  }

  private void deliver(Delivery delivery) {
    try {
      attempt(delivery);
    } catch (RuntimeException e) {
      // It is taken again when its lease is over.
      LOG.warn(
          "Delivery {} of {} broke off; it is tried again", delivery.id(), delivery.channel(), e);
    } finally {
      underWay.merge(delivery.channel(), -1, (some, one) -> some + one == 0 ? null : some + one);
      free.release();
    }
  }

  private void attempt(Delivery delivery) {
    Carrier carrier =
        carriers.stream().filter(one -> one.isFor(delivery.channel())).findFirst().orElse(null);
    if (carrier == null) {
      fail(delivery, new Failed("Nothing is set up for " + delivery.channel(), true), null);
      return;
    }
    Attempt attempt;
    try {
      attempt = meters.timed(() -> carrier.carry(delivery));
    } catch (Undeliverable e) {
      fail(delivery, new Failed(String.valueOf(e.getMessage()), false), null);
      return;
    }
    switch (attempt) {
      case Delivered delivered -> {
        table.done(delivery);
        carrier.attempted(delivery.channel(), null, 0);
      }
      case Failed failed -> fail(delivery, failed, carrier);
    }
  }

  private void fail(Delivery delivery, Failed failed, @Nullable Carrier carrier) {
    Instant now = clock.instant();
    boolean givenUp = delivery.queued().plus(Backoff.GIVE_UP).isBefore(now);
    int before = table.failures(delivery.channel());
    int failures =
        table.failed(
            delivery,
            failed.problem(),
            now.plus(ofDelivery.after(delivery.attempts())),
            givenUp,
            failed.ofReceiver() ? now.plus(ofReceiver.after(before + 1)) : null);
    if (givenUp) {
      meters.dead();
      LOG.warn(
          "Delivery {} of {} is given up: {}", delivery.id(), delivery.channel(), failed.problem());
    }
    if (carrier != null) {
      carrier.attempted(delivery.channel(), failed.problem(), Math.max(failures, 1));
    }
  }
}
