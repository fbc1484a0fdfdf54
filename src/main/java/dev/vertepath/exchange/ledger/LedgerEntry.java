package dev.vertepath.exchange.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A message in the ledger, without its text.
 *
 * @param seq its number here
 * @param reason why it failed or was dropped, for people
 * @param processed when it was tried last; null if it never was
 * @param replyTo URL that its answer is sent to; null where its sender waited for it
 */
public record LedgerEntry(
    long seq,
    String channel,
    String format,
    String hash,
    Sender sender,
    String id,
    @Nullable String envelope,
    String event,
    @Nullable Instant sent,
    MessageState state,
    @Nullable String reason,
    Instant received,
    @Nullable Instant processed,
    int attempts,
    @Nullable String replyTo) {

  static final String COLUMNS =
      "m.seq, m.channel, m.format, m.hash, m.subject, m.client, m.organization, m.source, m.id,"
          + " m.envelope, m.event, m.sent, m.state, m.reason, m.received, m.processed, m.attempts,"
          + " m.reply_to";

  static LedgerEntry read(ResultSet row, int number) throws SQLException {
    return new LedgerEntry(
        row.getLong("seq"),
        row.getString("channel"),
        row.getString("format"),
        row.getString("hash"),
        new Sender(
            row.getString("subject"),
            row.getString("client"),
            row.getString("organization"),
            row.getString("source")),
        row.getString("id"),
        row.getString("envelope"),
        row.getString("event"),
        instant(row, "sent"),
        MessageState.of(row.getString("state")).orElseThrow(),
        row.getString("reason"),
        row.getObject("received", OffsetDateTime.class).toInstant(),
        instant(row, "processed"),
        row.getInt("attempts"),
        row.getString("reply_to"));
  }

  /** Of the answers to one message, as their order in the outbox is told by. */
  public static String answers(long seq) {
    return "message/" + seq;
  }

  /** The same, without what may tell of what it says. */
  public LedgerEntry withoutReason() {
    return new LedgerEntry(
        seq, channel, format, hash, sender, id, envelope, event, sent, state, null, received,
        processed, attempts, replyTo);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
    return found == null ? null : found.toInstant();
  }
}
