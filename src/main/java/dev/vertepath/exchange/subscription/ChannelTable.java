package dev.vertepath.exchange.subscription;

import dev.vertepath.access.Caller;
import dev.vertepath.record.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Subscriptions as they are served. */
final class ChannelTable {

  private static final String SELECT =
      """
      select c.id, c.definition, c.caller, c.secret, c.state, c.attempts, c.reported,
        coalesce((select r.last_number from receiver r where r.channel = 'Subscription/' || c.id), 0)
      from subscription_channel c
      """;

  private final JdbcClient jdbc;

  ChannelTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Sets one up, or anew; the secret stays what it was. */
  void register(String id, Definition definition, Caller caller, byte[] secret, Instant now) {
    jdbc.sql(
            """
            insert into subscription_channel as c (id, definition, caller, secret, state, act_at, patient)
            values (:id, :definition::jsonb, :caller::jsonb, :secret, 'handshake', :now, :patient)
            on conflict (id) do update set definition = excluded.definition, caller = excluded.caller,
              state = 'handshake', attempts = 0, act_at = excluded.act_at, reported = null,
              patient = excluded.patient
            """)
        .param("id", id)
        .param("definition", definition.toJson().toString())
        .param("caller", Callers.toJson(caller).toString())
        .param("secret", secret)
        .param("now", at(now))
        .param(
            "patient", definition.patients().size() == 1 ? definition.patients().getFirst() : null)
        .update();
  }

  /** Ends one, if it is there. */
  boolean end(String id, Channel.State state) {
    return jdbc.sql(
                "update subscription_channel set state = ?, act_at = null where id = ? and state <> ?")
            .params(state.code(), id, state.code())
            .update()
        > 0;
  }

  /** Ends one whose criteria cannot be carried out any more; its resource is to tell so. */
  void fail(String id, String why, Instant now) {
    jdbc.sql(
            """
            update subscription_channel set state = 'failed', reported = ?, act_at = ?
            where id = ? and state in ('handshake', 'active')
            """)
        .params(why, at(now), id)
        .update();
  }

  Optional<Channel> find(String id) {
    return jdbc.sql(SELECT + " where c.id = ?").param(id).query(ChannelTable::read).optional();
  }

  List<Channel> find(Collection<String> ids) {
    return jdbc.sql(SELECT + " where c.id = any (?)")
        .param(ids.toArray(String[]::new))
        .query(ChannelTable::read)
        .list();
  }

  /** Takes those that something is to be done for, for as long as the lease. */
  List<Channel> claim(Instant now, Duration lease, int most) {
    List<String> ids =
        jdbc.sql(
                """
                with taken as (
                  select id from subscription_channel where act_at <= ? order by act_at limit ?
                  for update skip locked
                )
                update subscription_channel c set act_at = ? from taken t where t.id = c.id returning c.id
                """)
            .params(at(now), most, at(now.plus(lease)))
            .query((row, number) -> row.getString(1))
            .list();
    return ids.isEmpty() ? List.of() : find(ids);
  }

  /** The receiver has shaken hands, unless the subscription was changed meanwhile. */
  boolean activate(Channel channel, @Nullable Instant next) {
    return jdbc.sql(
                """
                update subscription_channel set state = 'active', attempts = 0, act_at = ?
                where id = ? and state = 'handshake' and definition = ?::jsonb
                """)
            .param(1, next == null ? null : at(next), Types.TIMESTAMP_WITH_TIMEZONE)
            .param(2, channel.id())
            .param(3, channel.definition().toJson().toString())
            .update()
        > 0;
  }

  /** When something is to be done for it next, unless it is in another state by now. */
  void again(Channel channel, int attempts, @Nullable Instant next) {
    jdbc.sql(
            """
            update subscription_channel set attempts = ?, act_at = ?
            where id = ? and state = ?
            """)
        .param(1, attempts)
        .param(2, next == null ? null : at(next), Types.TIMESTAMP_WITH_TIMEZONE)
        .param(3, channel.id())
        .param(4, channel.state().code())
        .update();
  }

  /** Whether the resource tells something else of deliveries than this, null for no problem. */
  boolean isNews(String id, @Nullable String problem) {
    return jdbc.sql(
            """
            select exists (select from subscription_channel
              where id = ? and state = 'active' and (reported is null) <> ?)
            """)
        .params(id, problem == null)
        .query(Boolean.class)
        .single();
  }

  /** Notes what the resource tells of deliveries. */
  void report(String id, @Nullable String problem) {
    jdbc.sql("update subscription_channel set reported = :problem where id = :id")
        .param("id", id)
        .param("problem", problem)
        .update();
  }

  void secret(String id, byte[] secret) {
    jdbc.sql("update subscription_channel set secret = ? where id = ?").params(secret, id).update();
  }

  int erase(String patient) {
    return jdbc.sql("delete from subscription_channel where patient = ?").param(patient).update();
  }

  int erase(Collection<String> ids) {
    return jdbc.sql("delete from subscription_channel where id = any (?)")
        .param(ids.toArray(String[]::new))
        .update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Channel read(ResultSet row, int number) throws SQLException {
    return new Channel(
        row.getString(1),
        Definition.of(Json.MAPPER.readTree(row.getString(2))),
        Callers.of(Json.MAPPER.readTree(row.getString(3))),
        row.getBytes(4),
        Channel.State.of(row.getString(5)),
        row.getInt(6),
        row.getString(7),
        row.getLong(8));
  }
}
