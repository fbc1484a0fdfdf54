package dev.vertepath.desk.worklist;

import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.audit.AuditedLists;
import dev.vertepath.record.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who needs whom now, by one statement. */
@ConditionalOnWebApplication
@Component
class Worklist {

  static final List<String> TYPES = List.of("Task", "CommunicationRequest", "Patient");

  private final JdbcClient jdbc;
  private final AuditedLists lists;
  private final Clock clock;
  private final ZoneId zone;

  Worklist(JdbcClient jdbc, AuditedLists lists, Clock clock, ZoneId zone) {
    this.jdbc = jdbc;
    this.lists = lists;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * A page of it.
   *
   * @throws dev.vertepath.record.RecordException FORBIDDEN for who may not search Tasks and
   *     Patients
   */
  Listing list(Filter filter) {
    return lists.list(
        TYPES,
        "worklist" + filter.url().substring(1),
        sight -> {
          var deadlines = Deadlines.at(clock, zone);
          var sql = new WorklistSql(sight, filter, deadlines, lists::found);
          WorklistSql.Statement statement = sql.write(me());
          Map<Band, Integer> counts = new EnumMap<>(Band.class);
          List<Row> rows = new ArrayList<>();
          jdbc.sql(statement.text())
              .params(statement.arguments())
              .query(
                  (ResultSet row) -> {
                    count(row, counts);
                    if (row.getString("ref") != null) {
                      rows.add(RowReader.read(row, deadlines));
                    }
                  });
          int matching = sql.bands().stream().mapToInt(band -> counts.getOrDefault(band, 0)).sum();
          return new Listing(filter, List.copyOf(rows), counts, matching);
        },
        listing -> listing.rows().stream().map(Row::patient).toList());
  }

  /** Who asks, as an owner of Tasks; null where nobody logs in. */
  static @Nullable String me() {
    String user = CurrentCaller.get().fhirUser();
    return user == null ? null : user.replaceFirst(".*/([A-Z]\\w+/[^/]+)$", "$1");
  }

  private static void count(ResultSet row, Map<Band, Integer> counts) throws SQLException {
    String told = row.getString("counts");
    if (counts.isEmpty() && told != null) {
      Json.MAPPER
          .readTree(told)
          .properties()
          .forEach(one -> counts.put(band(one.getKey()), one.getValue().asInt()));
    }
  }

  private static Band band(String ordinal) {
    return Band.values()[Integer.parseInt(ordinal)];
  }
}
