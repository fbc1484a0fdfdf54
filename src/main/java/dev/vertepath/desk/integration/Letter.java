package dev.vertepath.desk.integration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that has not arrived, or that a person has dropped.
 *
 * @param state {@code dead}, {@code delayed}, {@code waiting} or {@code dropped}
 * @param channel as in {@code Subscription/1}
 * @param patient logical id
 * @param focus relative reference of what it tells of
 * @param next when it is tried again; null when it is not
 * @param problem why it failed last
 * @param decidedBy who dropped it or sent it again
 */
record Letter(
    long id,
    String state,
    String channel,
    long number,
    String topic,
    @Nullable String patient,
    @Nullable String focus,
    Instant queued,
    int attempts,
    @Nullable Instant next,
    @Nullable String problem,
    @Nullable String decidedBy,
    @Nullable String reason) {

  static Letter read(ResultSet row) throws SQLException {
    OffsetDateTime next = row.getObject("next", OffsetDateTime.class);
    return new Letter(
        row.getLong("id"),
        row.getString("fares"),
        row.getString("channel"),
        row.getLong("number"),
        row.getString("topic"),
        row.getString("patient"),
        row.getString("focus"),
        row.getObject("queued", OffsetDateTime.class).toInstant(),
        row.getInt("attempts"),
        next == null ? null : next.toInstant(),
        row.getString("problem"),
        row.getString("decided_by"),
        row.getString("reason"));
  }

  public boolean isDead() {
    return state.equals("dead");
  }

  /** The page of the resource that asked for it; empty for what no Subscription asked for. */
  public String subscription() {
    return channel.startsWith("Subscription/") ? "/desk/resources/" + channel : "";
  }

  public String remedy() {
    return Remedy.of(problem);
  }
}
