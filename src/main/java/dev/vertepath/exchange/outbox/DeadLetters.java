package dev.vertepath.exchange.outbox;

import dev.vertepath.access.Access;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision.Refused;
import dev.vertepath.access.GuardedRecord;
import dev.vertepath.access.Permission;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was not delivered in three days: a person looks at it, and sends it again or drops it. Who
 * may search Subscriptions may look, and who may delete them may decide; those of an organization
 * see what its subscriptions left, and others all.
 */
public final class DeadLetters {

  private static final String SUBSCRIPTION = "Subscription";

  private static final String COLUMNS =
      """
      select id, channel, number, topic, patient, focus_type || '/' || focus_id, occurred, queued,
        attempts, status, problem, decided_by, reason from delivery
      """;

  private final JdbcClient jdbc;
  private final Access access;
  private final GuardedRecord record;
  private final Clock clock;
  private final Wake wake;

  DeadLetters(JdbcClient jdbc, Access access, GuardedRecord record, Clock clock, Wake wake) {
    this.jdbc = jdbc;
    this.access = access;
    this.record = record;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * One of them.
   *
   * @param number of the event in its channel
   * @param patient logical id
   * @param focus relative reference of the resource that it tells of
   * @param status {@code dead}, {@code dropped}, {@code waiting} when it was sent again, or {@code
   *     done}
   * @param problem why the last attempt failed
   * @param decidedBy who dropped it or sent it again
   */
  public record DeadLetter(
      long id,
      String channel,
      long number,
      String topic,
      @Nullable String patient,
      @Nullable String focus,
      Instant occurred,
      Instant queued,
      int attempts,
      String status,
      @Nullable String problem,
      @Nullable String decidedBy,
      @Nullable String reason) {}

  /**
   * Those that wait for a person, the oldest first.
   *
   * @param channel null for all
   * @param after id of the last one seen; 0 for the first page
   * @throws RecordException FORBIDDEN
   */
  public List<DeadLetter> list(@Nullable String channel, long after, int count) {
    require(Permission.SEARCH);
    Map<String, Boolean> seen = new HashMap<>();
    List<DeadLetter> found = new ArrayList<>();
    List<DeadLetter> some;
    long last = after;
    do {
      some = next(channel, last, count);
      some.stream()
          .filter(letter -> seen.computeIfAbsent(letter.channel(), this::isSeen))
          .limit(count - found.size())
          .forEach(found::add);
      last = some.isEmpty() ? last : some.getLast().id();
    } while (some.size() == count && found.size() < count);
    return found;
  }

  private List<DeadLetter> next(@Nullable String channel, long after, int count) {
    return jdbc.sql(
            COLUMNS
                + " where status = 'dead' and id > :after"
                + (channel == null ? "" : " and channel = :channel")
                + " order by id limit :count")
        .param("after", after)
        .param("channel", channel)
        .param("count", count)
        .query(DeadLetters::read)
        .list();
  }

  /**
   * One that is dead, or that somebody has decided about.
   *
   * @throws RecordException NOT_FOUND or FORBIDDEN
   */
  public DeadLetter show(long id) {
    require(Permission.SEARCH);
    return jdbc.sql(COLUMNS + " where id = ? and (status = 'dead' or decided_by is not null)")
        .param(id)
        .query(DeadLetters::read)
        .optional()
        .filter(letter -> isSeen(letter.channel()))
        .orElseThrow(
            () ->
                new RecordException(
                    Kind.NOT_FOUND,
                    "not-found",
                    null,
                    "There is no dead letter %d: it may have been erased with its patient."
                        .formatted(id)));
  }

  private boolean isSeen(String channel) {
    if (!channel.startsWith(SUBSCRIPTION + "/")) {
      return CurrentCaller.get().organization() == null;
    }
    try {
      record.read(
          new ResourceKey(SUBSCRIPTION, channel.substring(SUBSCRIPTION.length() + 1)), null);
      return true;
    } catch (RecordException e) {
      // What a subscription left that was deleted, those see who see all.
      return e.kind() == Kind.GONE && CurrentCaller.get().organization() == null;
    }
  }

  private void require(Permission permission) {
    if (access.decide(CurrentCaller.get(), permission, SUBSCRIPTION)
        instanceof Refused(String why, String scope)) {
      throw new RecordException(Kind.FORBIDDEN, "forbidden", null, why);
    }
  }

  /**
   * Lets it be tried anew, for three days from now.
   *
   * @throws RecordException NOT_FOUND, FORBIDDEN, or CONFLICT when it is dead no longer
   */
  public DeadLetter resend(long id, @Nullable String reason) {
    DeadLetter letter =
        decide(
            id,
            """
            update delivery set status = 'waiting', queued = :now, due = :now, decided_by = :by,
              reason = :reason
            where id = :id and status = 'dead'
            """,
            reason);
    wake.now();
    return letter;
  }

  /**
   * Lets it never be delivered.
   *
   * @param reason in words, for who looks later
   * @throws RecordException NOT_FOUND, FORBIDDEN, or CONFLICT when it is dead no longer
   */
  public DeadLetter drop(long id, String reason) {
    return decide(
        id,
        """
        update delivery set status = 'dropped', decided_by = :by, reason = :reason, body = null
        where id = :id and status = 'dead'
        """,
        reason);
  }

  private DeadLetter decide(long id, String sql, @Nullable String reason) {
    require(Permission.DELETE);
    show(id);
    int changed =
        jdbc.sql(sql)
            .param("id", id)
            .param("by", CurrentCaller.get().subject())
            .param("reason", reason)
            .param("now", DeliveryTable.at(clock.instant()))
            .update();
    DeadLetter letter = show(id);
    if (changed == 0) {
      throw new RecordException(
          Kind.CONFLICT,
          "conflict",
          null,
          "The letter %d is not dead any more, it is %s: somebody else has decided."
              .formatted(id, letter.status()));
    }
    return letter;
  }

  private static DeadLetter read(ResultSet row, int number) throws SQLException {
    return new DeadLetter(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        row.getObject(8, OffsetDateTime.class).toInstant(),
        row.getInt(9),
        row.getString(10),
        row.getString(11),
        row.getString(12),
        row.getString(13));
  }
}
