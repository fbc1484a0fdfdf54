package dev.vertepath.desk.worklist;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Filters that people gave a name. Each sees the own ones; where nobody logs in, all see all. */
@ConditionalOnWebApplication
@Component
class SavedViews {

  static final int LONGEST_NAME = 60;

  private static final int MOST = 30;

  private final JdbcClient jdbc;
  private final Clock clock;

  SavedViews(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A view.
   *
   * @param url of the worklist with its filters
   */
  record View(long id, String name, String url) {}

  /** By name. */
  List<View> of(String subject) {
    return jdbc.sql("select id, name, query from saved_view where subject = ? order by name, id")
        .param(subject)
        .query((row, number) -> new View(row.getLong(1), row.getString(2), row.getString(3)))
        .list();
  }

  /**
   * Keeps it, in the place of one of the same name.
   *
   * @return whether it was kept: there is an end to how many a person may have
   */
  boolean keep(String subject, String name, Filter filter) {
    return jdbc.sql(
                """
                insert into saved_view (subject, name, query, created)
                select ?, ?, ?, ? where (select count(*) from saved_view where subject = ?) < ?
                  or exists (select from saved_view where subject = ? and name = ?)
                on conflict (subject, name) do update set query = excluded.query
                """)
            .params(
                subject,
                name,
                filter.with(Filter.PAGE, null).url(),
                Timestamp.from(clock.instant()),
                subject,
                MOST,
                subject,
                name)
            .update()
        > 0;
  }

  void drop(String subject, long id) {
    jdbc.sql("delete from saved_view where subject = ? and id = ?").params(subject, id).update();
  }
}
