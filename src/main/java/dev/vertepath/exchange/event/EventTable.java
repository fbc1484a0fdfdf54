package dev.vertepath.exchange.event;

import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events, from when they happen until each channel that they concern has its own row of them. */
public final class EventTable {

  private final JdbcClient jdbc;

  public EventTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Within the transaction of this thread, by one statement. */
  public void add(Collection<Event> events) {
    ArrayNode rows = Json.MAPPER.createArrayNode();
    for (Event event : events) {
      ObjectNode row = rows.addObject();
      row.put("topic", event.topic())
          .put("patient", event.patient())
          .put("focus_type", event.focus().type())
          .put("focus_id", event.focus().id())
          .put("focus_version", event.version())
          .put("state", event.state())
          .put("occurred", event.occurred().toString());
      event.channels().forEach(row.putArray("channels")::add);
    }
    jdbc.sql(
            """
            insert into event (topic, patient, focus_type, focus_id, focus_version, state, occurred,
              channels)
            select topic, patient, focus_type, focus_id, focus_version, state, occurred, channels
            from jsonb_populate_recordset(null::event, ?::jsonb)
            """)
        .param(rows.toString())
        .update();
  }

  /** Takes the first ones away, in their order, within the transaction of this thread. */
  public List<Event> take(int most) {
    return jdbc.sql(
            """
            with gone as (
              delete from event where seq in (select seq from event order by seq limit ?)
              returning *
            )
            select topic, patient, focus_type, focus_id, focus_version, state, occurred, channels
            from gone order by seq
            """)
        .param(most)
        .query(
            (row, number) ->
                new Event(
                    row.getString(1),
                    row.getString(2),
                    new ResourceKey(row.getString(3), row.getString(4)),
                    row.getObject(5, Long.class),
                    row.getString(6),
                    row.getObject(7, OffsetDateTime.class).toInstant(),
                    Arrays.asList((String[]) row.getArray(8).getArray())))
        .list();
  }

  /** Deletes all that tells of a patient, within the open transaction. */
  public int erase(String patient) {
    return jdbc.sql("delete from event where patient = ?").param(patient).update();
  }
}
