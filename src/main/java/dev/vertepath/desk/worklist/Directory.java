package dev.vertepath.desk.worklist;

import dev.vertepath.access.audit.AuditedLists;
import dev.vertepath.record.Json;
import dev.vertepath.record.Sight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who and which organizations there are to choose from, as far as the caller sees them. */
@ConditionalOnWebApplication
@Component
class Directory {

  /** Of a type; more than anybody looks through in a list. */
  private static final int MOST = 500;

  private static final List<String> TYPES = List.of("Practitioner", "Organization");

  private final JdbcClient jdbc;
  private final AuditedLists lists;

  Directory(JdbcClient jdbc, AuditedLists lists) {
    this.jdbc = jdbc;
    this.lists = lists;
  }

  /**
   * @param reference as in {@code Practitioner/1}
   */
  record Choice(String reference, String name) {

    boolean isA(String type) {
      return reference.startsWith(type + "/");
    }
  }

  /** By name. */
  record Choices(List<Choice> people, List<Choice> organizations) {

    /** Whether something can be chosen that is chosen. */
    public boolean has(@Nullable String reference) {
      return people.stream().anyMatch(one -> one.reference().equals(reference))
          || organizations.stream().anyMatch(one -> one.reference().equals(reference));
    }
  }

  /** Empty for who may search neither. */
  Choices choices() {
    List<String> types = TYPES.stream().filter(type -> lists.maySearch(List.of(type))).toList();
    if (types.isEmpty()) {
      return new Choices(List.of(), List.of());
    }
    List<Choice> all =
        new ArrayList<>(
            lists.list(
                types, "worklist/directory", sight -> load(types, sight), shown -> List.of()));
    all.sort(Comparator.comparing(Choice::name, String.CASE_INSENSITIVE_ORDER));
    return new Choices(of("Practitioner", all), of("Organization", all));
  }

  private static List<Choice> of(String type, List<Choice> all) {
    return all.stream().filter(one -> one.isA(type)).toList();
  }

  private List<Choice> load(List<String> types, Sight sight) {
    var all = new Sight(sight.given(), "true");
    String given = sight.isAll() ? "" : "with " + all.row();
    return jdbc.sql(
            """
            %s select c.type || '/' || c.id, c.body
            from unnest(?::text[]) as t(type) cross join lateral (
              select r.type, r.id, r.body from resource r
              where r.type = t.type collate "C" and not r.deleted and %s
              order by r.rid limit %d) c
            """
                .formatted(given, sight.of("r"), MOST))
        .params(sight.isAll() ? List.of() : all.arguments())
        .param(types.toArray(String[]::new))
        .query(
            (row, number) -> {
              String reference = row.getString(1);
              return new Choice(
                  reference, RowReader.named(Json.MAPPER.readTree(row.getBytes(2)), reference));
            })
        .list();
  }
}
