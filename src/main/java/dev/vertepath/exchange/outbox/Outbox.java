package dev.vertepath.exchange.outbox;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where letters are put, within the transaction of what they tell of: both are kept, or neither.
 */
public final class Outbox implements LetterWriter {

  /** Begins the channels of answers; what follows is a URL here, and else what a carrier knows. */
  public static final String ANSWERS = "answers to ";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JdbcClient jdbc;
  private final DeliveryTable table;
  private final OutboxSettings settings;
  private final Clock clock;
  private final Wake wake;
  private final RandomGenerator numbers;

  Outbox(
      JdbcClient jdbc,
      DeliveryTable table,
      OutboxSettings settings,
      Clock clock,
      Wake wake,
      RandomGenerator numbers) {
    this.jdbc = jdbc;
    this.table = table;
    this.settings = settings;
    this.clock = clock;
    this.wake = wake;
    this.numbers = numbers;
  }

  /**
   * Puts a body on its way to a URL that somebody else named, as an answer that is sent later. To
   * be called within an open transaction; delivered when that is committed, at least once, and in
   * order with others of the same key and server.
   *
   * @param contentType as {@code application/fhir+json}
   * @param orderKey what must arrive in order: the patient, or else the sender
   * @param patient logical id of whom the body tells; null if it tells of nobody
   * @throws RecordException INVALID for a URL that is not delivered to
   */
  public void enqueue(
      String url, String contentType, byte[] body, String orderKey, @Nullable String patient) {
    requireReceiver(url, null);
    enqueue(channel(url), new Delivery.Ready(url, contentType, body), orderKey, patient);
  }

  /**
   * The same for an answer by a channel whose {@link Carrier} knows where to.
   *
   * @param channel begins with {@link #ANSWERS}
   */
  public void enqueueBy(String channel, String contentType, byte[] body, String orderKey) {
    enqueue(channel, new Delivery.Ready(null, contentType, body), orderKey, null);
  }

  private void enqueue(
      String channel, Delivery.Ready ready, String orderKey, @Nullable String patient) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("What is delivered is kept with what it tells of");
    }
    Instant now = clock.instant();
    long number = numbers.nextLong(Long.MAX_VALUE);
    table.add(
        List.of(
            new Delivery(
                0, channel, number, orderKey, patient, "answer", null, null, null, now, 0, now,
                ready)),
        true);
    wakeAfterCommit();
  }

  /**
   * Holds a URL against what is delivered to.
   *
   * @param place of the URL, as FHIRPath
   * @throws RecordException INVALID
   */
  public void requireReceiver(String url, @Nullable String place) {
    String problem = settings.problem(url);
    if (!problem.isEmpty()) {
      throw new RecordException(
          Kind.INVALID, "value", place, "The URL of the receiver %s.".formatted(problem));
    }
  }

  /** Whether letters may be sent there. */
  public boolean isReceiver(String url) {
    return settings.problem(url).isEmpty();
  }

  /**
   * Takes numbers of a channel for its next events, in the open transaction.
   *
   * @return the first of them
   */
  public long number(String channel, int events) {
    return jdbc.sql(
                """
                insert into receiver as r (channel, open, last_number) values (:channel, true, :events)
                on conflict (channel) do update set last_number = r.last_number + :events
                returning last_number
                """)
            .param("channel", channel)
            .param("events", events)
            .query(Long.class)
            .single()
        - events
        + 1;
  }

  /**
   * Puts numbered events of a channel on their way, in the open transaction.
   *
   * @param sent whether they are sent; what receivers fetch for themselves is just kept
   */
  public void add(Collection<Delivery> deliveries, boolean sent) {
    table.add(deliveries, sent);
    wakeAfterCommit();
  }

  /** Lets a channel be delivered to, from the commit on, or not. */
  public void open(String channel, boolean open) {
    jdbc.sql(
            """
            insert into receiver (channel, open) values (?, ?)
            on conflict (channel) do update set open = excluded.open, failures = 0, paused_until = null
            """)
        .params(channel, open)
        .update();
    wakeAfterCommit();
  }

  /** What waits for a channel that is no more, nobody waits for. */
  public void abandon(String channel, String reason) {
    jdbc.sql(
            """
            update delivery set status = 'dropped', reason = ?
            where channel = ? and status in ('waiting', 'dead')
            """)
        .params(reason, channel)
        .update();
  }

  /**
   * The events of a channel that are still known, in their order.
   *
   * @param since the first number that is wanted
   * @param until the last one
   */
  public List<Delivery> events(String channel, long since, long until, int most) {
    return jdbc.sql(
            "select "
                + DeliveryTable.COLUMNS
                + " from delivery d where d.channel = ? and d.number between ? and ?"
                + " order by d.number limit ?")
        .params(channel, since, until, most)
        .query(DeliveryTable::read)
        .list();
  }

  /** Leaves to a person what was tried for three days, with its receiver if not for itself. */
  public void giveUp() {
    table.giveUp(clock.instant());
  }

  /** Deletes some of what arrived or was dropped, and was queued before. */
  public int forget(Instant before, int most) {
    return table.forget(List.of("done", "dropped"), before, most);
  }

  /** Deletes some of what was given up, which nobody has decided on, and was queued before. */
  public int forgetDead(Instant before, int most) {
    return table.forget(List.of("dead"), before, most);
  }

  /** Deletes all that tells of a patient, within the open transaction. */
  public int erase(String patient) {
    return jdbc.sql("delete from delivery where patient = ?").param(patient).update();
  }

  /**
   * Deletes channels with all that was, or was to be, sent by them, within the open transaction.
   *
   * @param channels as {@code Subscription/1}
   */
  public int erase(Collection<String> channels) {
    String[] names = channels.toArray(String[]::new);
    jdbc.sql("delete from receiver where channel = any (?)").param(names).update();
    return jdbc.sql("delete from delivery where channel = any (?)").param(names).update();
  }

  /** Deletes the answers of some keys, within the open transaction. */
  public void eraseAnswers(Collection<String> orderKeys) {
    jdbc.sql("delete from delivery where topic = 'answer' and order_key = any(?)")
        .param(orderKeys.toArray(String[]::new))
        .update();
  }

  /** Sends what has gathered as soon as this transaction is committed. */
  public void wakeAfterCommit() {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              wake.now();
            }
          });
    }
  }

  @Override
  public boolean isFor(String channel) {
    return channel.matches(ANSWERS + "https?://.*");
  }

  @Override
  public Letter write(Delivery delivery) throws Undeliverable {
    Delivery.Ready ready = delivery.ready();
    if (ready == null || ready.url() == null) {
      throw new Undeliverable("There is no body");
    }
    return new Letter(
        delivery.stableId().toString(),
        URI.create(ready.url()),
        Map.of(),
        ready.contentType(),
        ready.body(),
        null,
        PATIENCE,
        false,
        false);
  }

  /** One for each server, so that one that fails delays no other. */
  private static String channel(String url) {
    URI uri = URI.create(url);
    return ANSWERS + (uri.getScheme() + "://" + uri.getAuthority()).toLowerCase(Locale.ROOT);
  }

  /** As {@code bytea} is written. */
  static String hex(byte[] bytes) {
    return "\\x" + HexFormat.of().formatHex(bytes);
  }
}
