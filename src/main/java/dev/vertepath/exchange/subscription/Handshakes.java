package dev.vertepath.exchange.subscription;

import dev.vertepath.exchange.outbox.Chore;
import dev.vertepath.exchange.outbox.Mail;
import dev.vertepath.exchange.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Shakes hands with new receivers, sends heartbeats, and ends what is over or failed. A handshake
 * is tried four times within a minute or so; a receiver that does not answer it gets nothing.
 */
final class Handshakes implements Chore, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Handshakes.class);
  private static final int AT_ONCE = 8;
  private static final int ATTEMPTS = 4;
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(3);

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final ChannelTable channels;
  private final NotificationWriter writer;
  private final StatusReport report;
  private final Mail mail;
  private final Outbox outbox;
  private final Clock clock;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          AT_ONCE,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> Thread.ofPlatform().daemon().name("handshake").unstarted(work));

  Handshakes(
      JdbcClient jdbc,
      TransactionOperations transactions,
      ChannelTable channels,
      NotificationWriter writer,
      StatusReport report,
      Mail mail,
      Outbox outbox,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.channels = channels;
    this.writer = writer;
    this.report = report;
    this.mail = mail;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public boolean step() {
    int free = AT_ONCE - threads.getActiveCount();
    if (free <= 0) {
      return false;
    }
    List<Channel> due = channels.claim(clock.instant(), LEASE, free);
    due.forEach(channel -> threads.execute(() -> act(channel)));
    return due.size() == free;
  }

  private void act(Channel channel) {
    try {
      Instant end = channel.definition().end();
      if (end != null && !end.isAfter(clock.instant())) {
        report.say(channel.id(), "off", null);
        end(channel, Channel.State.OFF, "The subscription has ended.");
      } else if (channel.state() == Channel.State.HANDSHAKE) {
        shakeHands(channel);
      } else if (channel.state() == Channel.State.ACTIVE) {
        mail.send(writer.writeSign(channel, "heartbeat"));
        channels.again(channel, 0, next(channel.definition()));
      } else if (channel.state() == Channel.State.FAILED) {
        report.say(channel.id(), "error", channel.reported());
        channels.again(channel, 0, null);
      }
    } catch (RuntimeException e) {
      LOG.warn(
          "Nothing came of a handshake or heartbeat of {}; it is tried again", channel.name(), e);
    }
  }

  private void end(Channel channel, Channel.State state, String why) {
    transactions.executeWithoutResult(
        status -> {
          if (channels.end(channel.id(), state)) {
            outbox.abandon(channel.name(), why);
          }
        });
  }

  private void shakeHands(Channel channel) {
    String problem = mail.send(writer.writeSign(channel, "handshake"));
    if (problem == null) {
      waitForWriters();
      report.say(channel.id(), "active", null);
      transactions.executeWithoutResult(
          status -> {
            if (channels.activate(channel, next(channel.definition()))) {
              outbox.open(channel.name(), true);
            }
          });
      return;
    }
    int attempts = channel.attempts() + 1;
    if (attempts < ATTEMPTS) {
      Duration wait = FIRST_WAIT.multipliedBy(1L << (2 * (attempts - 1)));
      channels.again(channel, attempts, clock.instant().plus(wait));
      return;
    }
    report.say(channel.id(), "error", "The handshake failed: " + problem);
    end(channel, Channel.State.FAILED, "The receiver did not answer the handshake.");
  }

  /**
   * Waits until every writer is done that may not know of the subscription: from here on nothing
   * comes to be without it.
   */
  private void waitForWriters() {
    DataAccessException last = null;
    for (int attempt = 0; attempt < 20; attempt++) {
      try {
        transactions.executeWithoutResult(
            status -> {
              jdbc.sql("select set_config('lock_timeout', '500ms', true)").query().singleRow();
              jdbc.sql("lock table resource in share mode").update();
            });
        return;
      } catch (DataAccessException hindered) {
        last = hindered;
      }
    }
    throw last == null ? new IllegalStateException() : last;
  }

  private @Nullable Instant next(Definition definition) {
    Instant end = definition.end();
    Duration heartbeat = definition.heartbeat();
    Instant beat = heartbeat == null ? null : clock.instant().plus(heartbeat);
    return beat == null || (end != null && end.isBefore(beat)) ? end : beat;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
