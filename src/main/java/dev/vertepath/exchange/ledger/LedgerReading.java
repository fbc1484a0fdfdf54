package dev.vertepath.exchange.ledger;

import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.record.ResourceKey;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is read of the ledger. */
public final class LedgerReading {

  private static final String ANY_SYSTEM = "*|";

  private static final String OF_PATIENTS =
      """
      (exists (select from message_touched t where t.message = m.seq and t.patient = any(?::text[]))
        or exists (select from message_subject s where s.message = m.seq
          and (s.identifier = any(?::text[])
            or substr(s.identifier, strpos(s.identifier, '|') + 1) = any(?::text[]))))""";

  private final JdbcClient jdbc;

  /**
   * Messages in one state.
   *
   * @param oldest when the first of them came
   */
  public record Standing(long count, Instant oldest) {}

  LedgerReading(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The messages that a filter lets through, newest first. */
  public List<LedgerEntry> list(LedgerFilter filter, int limit) {
    List<Object> arguments = new ArrayList<>();
    String conditions = conditions(filter, arguments);
    arguments.add(limit);
    return jdbc.sql(
            "select %s from message m %s order by m.seq desc limit ?"
                .formatted(LedgerEntry.COLUMNS, conditions))
        .params(arguments)
        .query(LedgerEntry::read)
        .list();
  }

  /**
   * The processed messages that made a version of what a patient has, newest first.
   *
   * @param patient logical id
   * @param organization logical id of the one whose messages are meant; null for all
   */
  public List<LedgerEntry> brought(String patient, @Nullable String organization, int limit) {
    return jdbc.sql(
            """
            select %s from message m
            where m.state = 'processed' and (m.organization = ?::text or ?::text is null)
              and exists (select from message_touched t where t.message = m.seq and t.patient = ?)
            order by m.seq desc limit ?
            """
                .formatted(LedgerEntry.COLUMNS))
        .params(Arrays.asList(organization, organization, patient, limit))
        .query(LedgerEntry::read)
        .list();
  }

  /** How many a filter lets through in each state. */
  public Map<MessageState, Standing> standing(LedgerFilter filter) {
    List<Object> arguments = new ArrayList<>();
    String conditions = conditions(filter, arguments);
    Map<MessageState, Standing> all = new EnumMap<>(MessageState.class);
    jdbc.sql(
            "select m.state, count(*), min(m.received) from message m %s group by m.state"
                .formatted(conditions))
        .params(arguments)
        .query(
            (ResultSet row) -> {
              all.put(
                  MessageState.of(row.getString(1)).orElseThrow(),
                  new Standing(row.getLong(2), row.getObject(3, OffsetDateTime.class).toInstant()));
            });
    return all;
  }

  private static String conditions(LedgerFilter filter, List<Object> arguments) {
    List<String> conditions = new ArrayList<>();
    if (!filter.states().isEmpty()) {
      conditions.add("m.state = any(?::text[])");
      arguments.add(filter.states().stream().map(MessageState::code).toArray(String[]::new));
    }
    String sender = filter.sender();
    if (sender != null) {
      conditions.add("? in (m.subject, m.client, m.organization, m.source)");
      arguments.add(sender);
    }
    if (!filter.patients().isEmpty()) {
      conditions.add(OF_PATIENTS);
      arguments.add(texts(filter, p -> !p.contains("|"), p -> p));
      arguments.add(
          texts(filter, p -> !p.startsWith(ANY_SYSTEM), p -> p.contains("|") ? p : "Patient/" + p));
      arguments.add(texts(filter, p -> p.startsWith(ANY_SYSTEM), p -> p.substring(2)));
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
    return conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
  }

  private static String[] texts(
      LedgerFilter filter, Predicate<String> which, UnaryOperator<String> as) {
    return filter.patients().stream().filter(which).map(as).toArray(String[]::new);
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

  /** The patients that it names, as {@code system|value} or {@code Patient/id}. */
  public List<String> subjects(long seq) {
    return jdbc.sql("select identifier from message_subject where message = ? order by 1")
        .param(seq)
        .query((row, number) -> row.getString(1))
        .list();
  }

  /** What came to nothing, and what persons decided, in its order. */
  public List<MessageAttempt> attempts(long seq) {
    return jdbc.sql(
            "select at, state, by, reason from message_attempt where message = ? order by number")
        .param(seq)
        .query(
            (row, number) ->
                new MessageAttempt(
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    MessageState.of(row.getString(2)).orElseThrow(),
                    row.getString(3),
                    row.getString(4)))
        .list();
  }
}
