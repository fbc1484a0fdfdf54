package dev.vertepath.desk.patient;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The steps of a patient's cases, from the workflow tables. */
@ConditionalOnWebApplication
@Component
class Steps {

  private final JdbcClient jdbc;

  Steps(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A step.
   *
   * @param effective when it happened in the clinic
   * @param cause versioned reference of what made it so
   * @param rule what decided, with its version
   */
  record Step(
      String task,
      String to,
      Instant effective,
      @Nullable String actor,
      String cause,
      String rule) {}

  /** Of those cases only that the chart holds: the others are out of the caller's sight. */
  List<Step> of(Chart chart) {
    return jdbc
        .sql(
            """
            select e.task, t.to_state, t.effective, t.actor, t.cause, t.rule
            from episode_transition t join episode e on e.key = t.episode
            where t.patient = ? order by t.effective, t.ordinal
            """)
        .param(chart.id())
        .query(
            (row, number) ->
                new Step(
                    row.getString(1),
                    row.getString(2),
                    row.getObject(3, Timestamp.class).toInstant(),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6)))
        .list()
        .stream()
        .filter(step -> chart.find(step.task()).isPresent())
        .toList();
  }
}
