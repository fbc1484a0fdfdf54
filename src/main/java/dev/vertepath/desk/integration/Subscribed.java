package dev.vertepath.desk.integration;

import dev.vertepath.access.audit.AuditedLists;
import dev.vertepath.record.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Subscriptions and other channels with their health, by one statement; what is wrong first. */
@ConditionalOnWebApplication
@Component
class Subscribed {

  private static final int MOST = 500;

  private static final String FARES =
      """
      , subscriptions as (
        select r.id, r.version, r.body, r.updated, r.patient from resource r
        where r.type = 'Subscription' and not r.deleted and %s order by r.id limit %d
      )
      select coalesce('Subscription/' || s.id, c.channel) as name, s.version, s.body, s.updated,
        s.patient, p.state, p.reported, p.caller ->> 'name' as set_up_by,
        coalesce(c.failures, 0) as failures, c.failed, coalesce(c.problem, c.failure) as failure,
        coalesce(v.last_number, 0) as events,
        (select max(d.attempted) from delivery d where d.channel = v.channel and d.status = 'done')
          as succeeded,
        (select count(*) from delivery d where d.channel = v.channel and d.status = 'waiting')
          as waiting,
        (select count(*) from delivery d where d.channel = v.channel and d.status = 'dead') as dead
      from subscriptions s
      full join (select * from channels where channel not like 'Subscription/%%') c on false
      left join subscription_channel p on p.id = s.id
      left join receiver v on v.channel = coalesce('Subscription/' || s.id, c.channel)
      """;

  private final JdbcClient jdbc;
  private final AuditedLists lists;

  Subscribed(JdbcClient jdbc, AuditedLists lists) {
    this.jdbc = jdbc;
    this.lists = lists;
  }

  private record Row(Fare fare, @Nullable String patient) {}

  /**
   * @throws dev.vertepath.record.RecordException FORBIDDEN for who may not search Subscriptions
   */
  List<Fare> all() {
    return lists
        .list(
            List.of("Subscription"),
            "subscriptions",
            sight -> {
              var sql = new Outgoing(sight);
              return jdbc.sql(sql.text(FARES.formatted(sight.of("r"), MOST)))
                  .params(sql.arguments())
                  .query((row, number) -> read(row))
                  .list();
            },
            rows -> rows.stream().map(Row::patient).filter(Objects::nonNull).toList())
        .stream()
        .map(Row::fare)
        .sorted(Comparator.comparing(Fare::isWrong).reversed().thenComparing(Fare::name))
        .toList();
  }

  private static Row read(ResultSet row) throws SQLException {
    byte[] body = row.getBytes("body");
    JsonNode resource = body == null ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(body);
    String state = row.getString("state");
    boolean failing = row.getInt("failures") > 0;
    String otherwise = body != null ? "requested" : failing ? "error" : "active";
    String stored = resource.path("status").asString(otherwise);
    String status = status(state, row.getString("reported"), stored);
    Instant failed = instant(row, "failed");
    String failure = row.getString("failure");
    String error = resource.path("error").asString("");
    if (status.equals("error") && !error.isEmpty() && (failure == null || "failed".equals(state))) {
      failure = error;
      failed = instant(row, "updated");
    }
    String name = row.getString("name");
    long version = row.getLong("version");
    return new Row(
        new Fare(
            name,
            row.wasNull() ? null : version,
            resource.path("criteria").asString(""),
            status,
            Fare.host(
                body == null
                    ? name.replaceFirst("^answers to ", "")
                    : resource.at("/channel/endpoint").asString("")),
            row.getString("set_up_by"),
            instant(row, "succeeded"),
            failed,
            failure,
            failing,
            row.getLong("events"),
            row.getLong("waiting"),
            row.getLong("dead")),
        row.getString("patient"));
  }

  private static String status(@Nullable String state, @Nullable String reported, String stored) {
    return switch (state) {
      case "handshake" -> "requested";
      case "active" -> reported == null ? "active" : "error";
      case "failed" -> "error";
      case "off" -> "off";
      case null, default -> stored;
    };
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
    return found == null ? null : found.toInstant();
  }
}
