package dev.vertepath.exchange.subscription;

import dev.vertepath.exchange.event.Event;
import dev.vertepath.exchange.event.EventTable;
import dev.vertepath.exchange.event.Standing;
import dev.vertepath.exchange.outbox.Chore;
import dev.vertepath.exchange.outbox.Delivery;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.record.RecordException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives each channel its own row of the events that it is told of, and the row its number. One at a
 * time does so, of all replicas, behind those who write: they wait for nobody, the numbers of a
 * channel have no gaps, and of one patient they follow the order in which things happened.
 */
final class Distribution implements Chore {

  private static final Logger LOG = LoggerFactory.getLogger(Distribution.class);
  private static final int SOME = 100;

  /** For one statement. */
  private static final String PATIENCE = "5s";

  /** Of the advisory lock: any number that no other use has. */
  private static final long LOCK = 0x7645_7245_0001L;

  private static final String SUBSCRIPTION = Channel.TYPE + "/";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final TransactionOperations apart;
  private final EventTable events;
  private final ChannelTable channels;
  private final Judging judging;
  private final Outbox outbox;
  private final Clock clock;

  Distribution(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      EventTable events,
      ChannelTable channels,
      Judging judging,
      Outbox outbox,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    // A statement that fails takes back what it did, and not the rest.
    var nested = new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED);
    this.apart = new TransactionTemplate(transactions, nested);
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
    jdbc.sql("select set_config('statement_timeout', ?, true)").param(PATIENCE).query().singleRow();
    Set<String> unjudged = new HashSet<>();
    Map<String, List<Event>> told = new HashMap<>();
    for (Event event : taken) {
      for (String name : event.channels()) {
        if (unjudged.contains(name) || concerns(name, known, event, unjudged)) {
          told.computeIfAbsent(name, n -> new ArrayList<>()).add(event);
        }
      }
    }
    told.keySet().removeIf(name -> name.startsWith(SUBSCRIPTION) && !known.containsKey(name));
    told.forEach(this::queue);
    return taken.size() == SOME;
  }

  /**
   * A subscription that takes too long to judge must hold up no other: it is told of all, and what
   * a notification holds is looked at again when it is sent.
   */
  private boolean concerns(
      String name, Map<String, Channel> known, Event event, Set<String> unjudged) {
    if (!name.startsWith(SUBSCRIPTION)) {
      return true;
    }
    Channel channel = known.get(name);
    if (channel == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(apart.execute(status -> judging.concerns(channel, event)));
    } catch (RecordException e) {
      if (e.kind() == RecordException.Kind.NOT_YET) {
        unjudged.add(name);
        return true;
      }
      // Its resource tells so.
      String why =
          e.problems().getFirst().diagnostics()
              + " Store the Subscription with other criteria and the status requested.";
      channels.fail(channel.id(), why, clock.instant());
      outbox.abandon(name, why);
      known.remove(name);
      return false;
    } catch (DataAccessException e) {
      LOG.warn("Whether {} is concerned cannot be found out; it is told: {}", name, e.getClass());
      unjudged.add(name);
      return true;
    }
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
        ? new HashMap<>()
        : channels.find(ids).stream()
            .collect(
                Collectors.toMap(
                    Channel::name, Function.identity(), (one, other) -> one, HashMap::new));
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
