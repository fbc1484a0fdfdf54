package dev.vertepath.desk.registry;

import dev.vertepath.access.Counting;
import dev.vertepath.access.audit.AuditedLists;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts, by three statements over the tables of the workflow. */
@ConditionalOnWebApplication
@Component
class Registry {

  private final JdbcClient jdbc;
  private final AuditedLists lists;
  private final Clock clock;
  private final ZoneId zone;

  Registry(JdbcClient jdbc, AuditedLists lists, Clock clock, ZoneId zone) {
    this.jdbc = jdbc;
    this.lists = lists;
    this.clock = clock;
    this.zone = zone;
  }

  /** The month that it is here. */
  YearMonth month() {
    return YearMonth.from(clock.instant().atZone(zone));
  }

  /**
   * Answers.
   *
   * @throws dev.vertepath.record.RecordException FORBIDDEN for who may not see counts
   */
  Report report(Query query) {
    return lists.count("registry?" + query.parameters(), counting -> report(query, counting));
  }

  private Report report(Query query, Counting counting) {
    var sql = new RegistrySql(counting.sight(), query, zone);
    Set<String> organizations = new TreeSet<>();
    var assembly = new Assembly(query, zone, clock.instant());
    read(
        sql.cases(),
        row -> {
          CaseRow one = Rows.aCase(row);
          add(organizations, one.organization());
          assembly.add(one);
        });
    read(
        sql.operations(),
        row -> {
          OperationRow one = Rows.operation(row);
          add(organizations, one.organization());
          assembly.add(one);
        });
    return assembly.report(counting.sees(), names(organizations));
  }

  private static void add(Set<String> all, @Nullable String one) {
    if (one != null) {
      all.add(one);
    }
  }

  private Map<String, String> names(Set<String> organizations) {
    Map<String, String> names = new TreeMap<>();
    organizations.forEach(id -> names.put(id, id));
    read(
        RegistrySql.organizations(new ArrayList<>(organizations)),
        row -> {
          String name = row.getString("name");
          if (name != null && !name.isBlank()) {
            names.put(String.valueOf(row.getString("id")), name.strip());
          }
        });
    return names;
  }

  private void read(RegistrySql.Statement statement, RowCallbackHandler each) {
    jdbc.sql(statement.text()).params(statement.arguments()).query(each);
  }
}
