package dev.vertepath.exchange.ledger;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.exchange.ledger.MessageText.Reply;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is written into the ledger, within the transaction that is open. */
public final class Ledger {

  private static final String SETTLE =
      """
      update message set state = ?, reason = ?::text, answer = ?, answer_format = ?,
        processed = ?, attempts = attempts + 1, swept = null
      where seq = ?
      """;

  private final JdbcClient jdbc;

  Ledger(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Takes the row of a message: a new one, or the one that its sender's id has already. */
  public Claim claim(Incoming message, Instant now) {
    // Of two at once the second waits here until the first is committed or taken back.
    Optional<Long> inserted =
        insert(
            message,
            MessageState.WAITING,
            "on conflict (sender, id)" + " where state <> 'refused' do nothing",
            now);
    if (inserted.isPresent()) {
      return new Claim(inserted.get(), null);
    }
    LedgerEntry before =
        jdbc.sql(
                """
                select %s from message m
                where m.sender = ? and m.id = ? and m.state <> 'refused' for update
                """
                    .formatted(LedgerEntry.COLUMNS))
            .params(message.sender().key(), message.id())
            .query(LedgerEntry::read)
            .single();
    answerTo(before, message.replyTo());
    return new Claim(before.seq(), before);
  }

  /** Where its sender wants the next answer. */
  private void answerTo(LedgerEntry before, @Nullable String url) {
    if (url != null && !url.equals(before.replyTo())) {
      jdbc.sql("update message set reply_to = ? where seq = ? and state <> 'erased'")
          .params(url, before.seq())
          .update();
    }
  }

  private Optional<Long> insert(
      Incoming message, MessageState state, String otherwise, Instant now) {
    return jdbc.sql(
            """
            with m as (
              insert into message (channel, format, raw, hash, sender, subject, client, organization,
                source, id, envelope, event, sent, state, received, attempts, reply_to)
              values (?, ?, ?, ?, ?, ?, ?::text, ?::text, ?::text, ?, ?::text, ?, ?::timestamptz, ?, ?, 0, ?::text)
              %s returning seq
            ), s as (
              insert into message_subject (message, identifier)
              select distinct m.seq, i from m, unnest(?::text[]) as i
            )
            select seq from m
            """
                .formatted(otherwise))
        .param(message.channel())
        .param(message.format())
        .param(message.raw())
        .param(message.hash())
        .param(message.sender().key())
        .param(message.sender().subject())
        .param(message.sender().client())
        .param(message.sender().organization())
        .param(message.sender().source())
        .param(message.id())
        .param(message.envelope())
        .param(message.event())
        .param(message.sent() == null ? null : at(message.sent()))
        .param(state.code())
        .param(at(now))
        .param(message.replyTo())
        .param(message.subjects().toArray(String[]::new))
        .query(Long.class)
        .optional();
  }

  /** Its effects are done, in this transaction. */
  public void processed(long seq, Reply answer, List<TouchedVersion> touched, Instant now) {
    jdbc.sql(
            """
            with m as (%s returning seq)
            insert into message_touched (message, type, id, version, patient, followed)
            select m.seq, t.* from m,
              unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::boolean[]) as t
            on conflict do nothing
            """
                .formatted(SETTLE))
        .params(settled(seq, MessageState.PROCESSED, null, answer, now))
        .param(touched.stream().map(one -> one.key().type()).toArray(String[]::new))
        .param(touched.stream().map(one -> one.key().id()).toArray(String[]::new))
        .param(touched.stream().map(TouchedVersion::version).toArray(Long[]::new))
        .param(touched.stream().map(TouchedVersion::patient).toArray(String[]::new))
        .param(touched.stream().map(TouchedVersion::followed).toArray(Boolean[]::new))
        .update();
  }

  /** Nothing of it is in the record. */
  public void failed(long seq, MessageState state, String reason, Reply answer, Instant now) {
    settle(seq, state, reason, answer, now);
    remember(seq, state, reason, now);
  }

  /** What the next attempt will overwrite. */
  private void remember(long seq, MessageState state, String reason, Instant now) {
    jdbc.sql(
            """
            insert into message_attempt (message, number, at, state, by, reason)
            select :seq, coalesce(max(number), 0) + 1, :at, :state, :by::text, :reason
            from message_attempt where message = :seq
            """)
        .param("seq", seq)
        .param("at", at(now))
        .param("state", state.code())
        .param("by", CurrentCaller.find().map(Caller::name).orElse(null))
        .param("reason", reason)
        .update();
  }

  private void settle(
      long seq, MessageState state, @Nullable String reason, Reply answer, Instant now) {
    jdbc.sql(SETTLE).params(settled(seq, state, reason, answer, now)).update();
  }

  private static List<@Nullable Object> settled(
      long seq, MessageState state, @Nullable String reason, Reply answer, Instant now) {
    return Arrays.asList(state.code(), reason, answer.body(), answer.format(), at(now), seq);
  }

  /**
   * Another message has its id: it is kept, once, so that people can see what came.
   *
   * @return its own number
   */
  public long refused(Incoming message, String reason, Reply answer, Instant now) {
    Optional<Long> known =
        jdbc.sql(
                """
                update message set attempts = attempts + 1, processed = ?
                where sender = ? and id = ? and state = 'refused' and hash = ? returning seq
                """)
            .params(at(now), message.sender().key(), message.id(), message.hash())
            .query(Long.class)
            .optional();
    if (known.isPresent()) {
      return known.get();
    }
    long seq = insert(message, MessageState.REFUSED, "", now).orElseThrow();
    settle(seq, MessageState.REFUSED, reason, answer, now);
    return seq;
  }

  /**
   * A person gives it up.
   *
   * @param before as it was when that was decided
   * @return whether it was still so
   */
  public boolean dropped(LedgerEntry before, String reason, Instant now) {
    int dropped =
        jdbc.sql(
                """
                update message set state = 'dropped', reason = ?, swept = null
                where seq = ? and state = ? and attempts = ?
                """)
            .params(reason, before.seq(), before.state().code(), before.attempts())
            .update();
    if (dropped > 0) {
      remember(before.seq(), MessageState.DROPPED, reason, now);
    }
    return dropped > 0;
  }

  /**
   * Whether a sender said something later of a resource already; if not, this is the latest now. A
   * clock that is ahead counts as the time when the message came: it overtakes nothing to come.
   *
   * @param identifier as {@code system|value}
   */
  public boolean isOvertaken(
      String sender, String type, String identifier, Instant sent, long message) {
    int taken =
        jdbc.sql(
                """
                insert into message_order (sender, type, identifier, sent, message)
                select ?, ?, ?, least(?, m.received), m.seq from message m where m.seq = ?
                on conflict (sender, type, identifier) do update
                  set sent = excluded.sent, message = excluded.message
                  where message_order.sent <= excluded.sent
                """)
            .params(sender, type, identifier, at(sent), message)
            .update();
    return taken == 0;
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
