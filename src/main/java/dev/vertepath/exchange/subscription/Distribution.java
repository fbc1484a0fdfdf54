package dev.vertepath.exchange.subscription;

import dev.vertepath.exchange.event.Event;
import dev.vertepath.exchange.event.EventTable;
import dev.vertepath.exchange.event.Standing;
import dev.vertepath.exchange.outbox.Chore;
import dev.vertepath.exchange.outbox.Delivery;
import dev.vertepath.exchange.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives each channel its own row of the events that it is told of, and the row its number. One at a
 * time does so, of all replicas, behind those who write: they wait for nobody, the numbers of a
 * channel have no gaps, and of one patient they follow the order in which things happened.
 */
final class Distribution implements Chore {

  private static final int SOME = 100;

  /** Of the advisory lock: any number that no other use has. */
  private static final long LOCK = 0x7645_7245_0001L;

  private static final String SUBSCRIPTION = Channel.TYPE + "/";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final EventTable events;
  private final ChannelTable channels;
  private final Judging judging;
  private final Outbox outbox;
  private final Clock clock;

  Distribution(
      JdbcClient jdbc,
      TransactionOperations transactions,
      EventTable events,
      ChannelTable channels,
      Judging judging,
      Outbox outbox,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.events = events;
    this.channels = channels;
    this.judging = judging;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public boolean step() {
    return Boolean.TRUE.equals(transactions.execute(status -> distribute()));
  }

  private boolean distribute() {
    boolean alone =
        jdbc.sql("select pg_try_advisory_xact_lock(?)").param(LOCK).query(Boolean.class).single();
    if (!alone) {
      return false;
    }
    List<Event> taken = events.take(SOME);
    if (taken.isEmpty()) {
      return false;
    }
    Map<String, Channel> known = channels(taken);
    Map<String, List<Event>> told = new HashMap<>();
    for (Event event : taken) {
      for (String name : event.channels()) {
        if (concerns(name, known, event)) {
          told.computeIfAbsent(name, n -> new ArrayList<>()).add(event);
        }
      }
    }
    told.forEach(this::queue);
    return taken.size() == SOME;
  }

  private boolean concerns(String name, Map<String, Channel> known, Event event) {
    if (!name.startsWith(SUBSCRIPTION)) {
      return true;
    }
    Channel channel = known.get(name);
    return channel != null && judging.concerns(channel, event);
  }

  private Map<String, Channel> channels(Collection<Event> taken) {
    List<String> ids =
        taken.stream()
            .flatMap(event -> event.channels().stream())
            .filter(name -> name.startsWith(SUBSCRIPTION))
            .map(name -> name.substring(SUBSCRIPTION.length()))
            .distinct()
            .toList();
    return ids.isEmpty()
        ? Map.of()
        : channels.find(ids).stream().collect(Collectors.toMap(Channel::name, Function.identity()));
  }

  private void queue(String name, List<Event> told) {
    Instant now = clock.instant();
    long number = outbox.number(name, told.size());
    List<Delivery> deliveries = new ArrayList<>();
    for (Event event : told) {
      deliveries.add(
          new Delivery(
              0,
              name,
              number++,
              event.orderKey(),
              event.patient(),
              event.topic(),
              event.focus(),
              event.version(),
              event.state(),
              event.occurred(),
              0,
              now,
              null));
    }
    outbox.add(deliveries, !name.equals(Standing.STREAM));
  }
}
