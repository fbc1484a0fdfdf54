package dev.vertepath.desk.integration;

import dev.vertepath.access.BreakGlass;
import dev.vertepath.access.audit.AuditedLists;
import dev.vertepath.access.audit.Trail;
import dev.vertepath.exchange.ledger.LedgerReading.Standing;
import dev.vertepath.exchange.ledger.MessageState;
import dev.vertepath.exchange.message.Messages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How messages and notifications fare on the whole: what is wrong, and the numbers. */
@ConditionalOnWebApplication
@Component
class Overview {

  private static final String OUT =
      """
      select
        count(*) filter (where fares = 'dead') as dead,
        min(queued) filter (where fares = 'dead') as dead_since,
        count(*) filter (where fares = 'delayed') as delayed,
        min(queued) filter (where fares = 'delayed') as delayed_since,
        count(*) filter (where fares = 'waiting') as waiting,
        min(queued) filter (where fares = 'waiting') as waiting_since,
        (select count(*) from resource r left join subscription_channel p on p.id = r.id
          where r.type = 'Subscription' and not r.deleted and %s
            and (p.state = 'failed' or p.state = 'active' and p.reported is not null)) as wrong
      from letters
      """;

  private final Messages messages;
  private final BreakGlass glass;
  private final AuditedLists lists;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final ZoneId zone;

  Overview(
      Messages messages,
      BreakGlass glass,
      AuditedLists lists,
      JdbcClient jdbc,
      Clock clock,
      ZoneId zone) {
    this.messages = messages;
    this.glass = glass;
    this.lists = lists;
    this.jdbc = jdbc;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * Messages of the last 24 hours, and those of all times that wait for a person.
   *
   * @param from what the last 24 hours begin with, as a filter has it
   */
  record In(Map<MessageState, Standing> day, Map<MessageState, Standing> open, String from) {

    public long count(MessageState state) {
      return of(day, state);
    }

    public String url(MessageState state) {
      return MessageFilter.PATH + "?state=" + state.code() + "&from=" + from;
    }

    static long of(Map<MessageState, Standing> all, MessageState state) {
      Standing standing = all.get(state);
      return standing == null ? 0 : standing.count();
    }
  }

  /**
   * Deliveries, and subscriptions that fail.
   *
   * @param wrong subscriptions in error
   */
  record Out(
      long dead,
      @Nullable Instant deadSince,
      long delayed,
      @Nullable Instant delayedSince,
      long waiting,
      @Nullable Instant waitingSince,
      long wrong) {

    static Out read(ResultSet row) throws SQLException {
      return new Out(
          row.getLong("dead"),
          instant(row, "dead_since"),
          row.getLong("delayed"),
          instant(row, "delayed_since"),
          row.getLong("waiting"),
          instant(row, "waiting_since"),
          row.getLong("wrong"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
      OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
      return found == null ? null : found.toInstant();
    }
  }

  In in() {
    Instant from = clock.instant().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
    String minute = from.atZone(zone).toLocalDateTime().toString();
    var day = new MessageFilter(Map.of(MessageFilter.FROM, minute));
    return Trail.get()
        .operation(
            "messages",
            null,
            day.query(),
            () ->
                new In(
                    messages.standing(day.ledger(List.of(), zone)),
                    messages.standing(MessageFilter.open()),
                    minute));
  }

  Out out() {
    return lists.list(
        List.of("Subscription"),
        "deliveries?summary=count",
        sight -> {
          var sql = new Outgoing(sight);
          return jdbc.sql(sql.text(OUT.formatted(sight.of("r"))))
              .params(sql.arguments())
              .query((row, number) -> Out.read(row))
              .single();
        },
        out -> List.of());
  }

  long reviews() {
    return Trail.get().operation("broken-glass", null, "summary=count", glass::waiting);
  }

  /** What a person has to do, the worst first. */
  static List<Trouble> troubles(@Nullable In in, @Nullable Out out, long reviews) {
    List<Trouble> all = new ArrayList<>();
    if (in != null) {
      add(all, in, MessageState.FAILED, "red");
    }
    if (out != null) {
      String path = DeliveriesPage.PATH + "?state=";
      add(all, new Trouble("dead", "red", out.dead(), out.deadSince(), path + "dead"));
      add(all, new Trouble("wrong", "red", out.wrong(), null, SubscriptionsPage.PATH));
    }
    add(all, new Trouble("reviews", "red", reviews, null, ReviewsPage.PATH));
    if (in != null) {
      add(all, in, MessageState.WAITING, "amber");
    }
    if (out != null) {
      String path = DeliveriesPage.PATH + "?state=delayed";
      add(all, new Trouble("delayed", "amber", out.delayed(), out.delayedSince(), path));
    }
    if (in != null) {
      long refused = in.count(MessageState.REFUSED);
      String url = in.url(MessageState.REFUSED);
      add(all, new Trouble("refused", "amber", refused, null, url));
    }
    return all;
  }

  private static void add(List<Trouble> all, In in, MessageState state, String colour) {
    Standing standing = in.open().get(state);
    if (standing != null) {
      String url = MessageFilter.PATH + "?state=" + state.code();
      add(all, new Trouble(state.code(), colour, standing.count(), standing.oldest(), url));
    }
  }

  private static void add(List<Trouble> all, Trouble trouble) {
    if (trouble.count() > 0) {
      all.add(trouble);
    }
  }
}
