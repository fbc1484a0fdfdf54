package dev.vertepath.exchange.ledger;

import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.record.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is read of the ledger. */
public final class LedgerReading {

  private final JdbcClient jdbc;

  LedgerReading(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The messages that a filter lets through, newest first. */
  public List<LedgerEntry> list(LedgerFilter filter, int limit) {
    List<String> conditions = new ArrayList<>();
    List<Object> arguments = new ArrayList<>();
    if (!filter.states().isEmpty()) {
      conditions.add("m.state = any(?::text[])");
      arguments.add(filter.states().stream().map(MessageState::code).toArray(String[]::new));
    }
    String sender = filter.sender();
    if (sender != null) {
      conditions.add("? in (m.subject, m.client, m.organization, m.source)");
      arguments.add(sender);
    }
    String patient = filter.patient();
    if (patient != null) {
      conditions.add(
          patient.contains("|")
              ? "exists (select from message_subject s where s.message = m.seq and s.identifier = ?)"
              : "(exists (select from message_touched t where t.message = m.seq and t.patient = ?)"
                  + " or exists (select from message_subject s where s.message = m.seq"
                  + " and s.identifier = 'Patient/' || ?))");
      arguments.add(patient);
      if (!patient.contains("|")) {
        arguments.add(patient);
      }
    }
    add(conditions, arguments, "m.event = ?", filter.event());
    add(
        conditions,
        arguments,
        "m.received >= ?",
        filter.from() == null ? null : Ledger.at(filter.from()));
    add(
        conditions,
        arguments,
        "m.received <= ?",
        filter.to() == null ? null : Ledger.at(filter.to()));
    add(conditions, arguments, "m.seq < ?", filter.before());
    add(conditions, arguments, "m.organization = ?", filter.organization());
    arguments.add(limit);
    return jdbc.sql(
            "select %s from message m %s order by m.seq desc limit ?"
                .formatted(
                    LedgerEntry.COLUMNS,
                    conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions)))
        .params(arguments)
        .query(LedgerEntry::read)
        .list();
  }

  private static void add(
      List<String> conditions, List<Object> arguments, String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      arguments.add(value);
    }
  }

  /**
   * @param organization that the caller belongs to; null for one who sees all
   */
  public Optional<LedgerEntry> find(long seq, @Nullable String organization) {
    return jdbc.sql(
            """
            select %s from message m
            where m.seq = ? and (?::text is null or m.organization = ?::text)
            """
                .formatted(LedgerEntry.COLUMNS))
        .param(seq)
        .param(organization)
        .param(organization)
        .query(LedgerEntry::read)
        .optional();
  }

  /** As it came, and what was answered. */
  public MessageText text(long seq) {
    return jdbc.sql("select raw, answer, answer_format from message where seq = ?")
        .param(seq)
        .query(
            (row, number) -> {
              byte[] answer = row.getBytes(2);
              return new MessageText(
                  row.getBytes(1), answer == null ? null : new Reply(answer, row.getString(3)));
            })
        .single();
  }

  /** The versions that it made: first those of what was sent. */
  public List<TouchedVersion> touched(long seq) {
    return jdbc.sql(
            """
            select type, id, version, patient, followed from message_touched
            where message = ? order by followed, type, id, version
            """)
        .param(seq)
        .query(
            (row, number) ->
                new TouchedVersion(
                    new ResourceKey(row.getString(1), row.getString(2)),
                    row.getLong(3),
                    row.getString(4),
                    row.getBoolean(5)))
        .list();
  }
}
