package dev.vertepath.desk.worklist;

import dev.vertepath.access.audit.AuditedLists;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cases as rows. */
@Component
class Worklist {

  private final JdbcClient jdbc;
  private final AuditedLists lists;

  Worklist(JdbcClient jdbc, AuditedLists lists) {
    this.jdbc = jdbc;
    this.lists = lists;
  }

  /** A case. */
  record Row(String patient, String state, List<String> levels, String cause) {}

  List<Row> rows() {
    return lists.list(
        List.of("Task", "Patient"),
        "worklist",
        sight ->
            jdbc.sql(
                    """
                    %s
                    select e.patient, e.state, e.levels, e.cause from episode e
                    join resource t on t.type = 'Task' and t.id = substr(e.task, 6)
                    where e.state not in ('completed', 'closed') and %s
                    order by e.key limit 50
                    """
                        .formatted(sight.isAll() ? "" : "with " + sight.row(), sight.of("t")))
                .params(sight.arguments())
                .query(
                    (row, number) ->
                        new Row(
                            row.getString(1),
                            row.getString(2),
                            List.of((String[]) row.getArray(3).getArray()),
                            row.getString(4)))
                .list(),
        rows -> rows.stream().map(Row::patient).toList());
  }
}
