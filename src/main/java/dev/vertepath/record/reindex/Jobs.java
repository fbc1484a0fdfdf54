package dev.vertepath.record.reindex;

import dev.vertepath.record.store.DefinitionTable;
import dev.vertepath.record.store.DefinitionTable.Job;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code reindex_job} as work: which is next, and how far it is. */
final class Jobs {

  private final JdbcClient jdbc;

  Jobs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The oldest that no writer may be left not to know of. */
  Optional<Job> waiting() {
    return jdbc.sql(
            "select "
                + DefinitionTable.COLUMNS
                + " from reindex_job j where j.state = 'waiting' order by j.version, j.type, j.code"
                + " limit 1")
        .query(DefinitionTable::read)
        .optional();
  }

  /** The oldest that runs and that no other server has a hand on, until this transaction ends. */
  Optional<Job> running() {
    return jdbc.sql(
            "select "
                + DefinitionTable.COLUMNS
                + " from reindex_job j where j.state = 'running' order by j.version, j.type, j.code"
                + " limit 1 for update skip locked")
        .query(DefinitionTable::read)
        .optional();
  }

  /**
   * Lets it run, unless it was changed meanwhile.
   *
   * @return how many resources there are to go through; empty if it was
   */
  Optional<Long> start(Job job) {
    return jdbc.sql(
            """
            update reindex_job j
            set state = 'running', last = 0, done = 0, upto = r.upto, total = r.total
            from (select coalesce(max(rid), 0) as upto, count(*) as total
                  from resource where type = ? and not deleted) r
            where j.type = ? and j.code = ? and j.version = ? and j.state = 'waiting'
            returning j.total
            """)
        .params(
            job.parameter().type(), job.parameter().type(), job.parameter().name(), job.version())
        .query(Long.class)
        .optional();
  }

  /**
   * @param last row id of the last resource that was gone through
   * @param more how many were
   * @param problem the last one that could not be indexed, and why
   */
  void advance(Job job, long last, int more, @Nullable String problem) {
    jdbc.sql(
            """
            update reindex_job set last = ?, done = done + ?, problem = coalesce(?::text, problem)
            where type = ? and code = ?
            """)
        .param(last)
        .param(more)
        .param(problem)
        .param(job.parameter().type())
        .param(job.parameter().name())
        .update();
  }

  /** What is complete stays, what was removed is forgotten. */
  void finish(Job job) {
    String statement =
        job.removed()
            ? "delete from reindex_job where type = ? and code = ?"
            : "update reindex_job set state = 'complete' where type = ? and code = ?";
    jdbc.sql(statement).params(job.parameter().type(), job.parameter().name()).update();
  }
}
