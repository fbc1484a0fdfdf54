package dev.vertepath.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/** What each statement takes in PostgreSQL, by its extension pg_stat_statements. */
record StatementCosts(Database database) {

  /** The extension has to be named before the server starts. */
  static void prepare(Path data) throws IOException {
    Files.writeString(
        data.resolve("postgres/postgresql.auto.conf"),
        """
        shared_preload_libraries = 'pg_stat_statements'
        pg_stat_statements.track_planning = on
        """,
        StandardOpenOption.APPEND);
  }

  void start() throws SQLException {
    database.execute("create extension if not exists pg_stat_statements");
    database.execute("select pg_stat_statements_reset()");
  }

  /** A line for each of the costliest, times in milliseconds of the wall clock. */
  String told(long requests) throws SQLException {
    return "\nper request: calls, milliseconds planned and executed, blocks touched, rows\n"
        + database.ask(
            """
            select string_agg(format('%%s %%s + %%s, %%s blocks, %%s rows: %%s',
                to_char(calls / %1$d.0, '990.00'), to_char(total_plan_time / %1$d, '990.000'),
                to_char(total_exec_time / %1$d, '990.000'),
                round((shared_blks_hit + shared_blks_read) / %1$d.0), round(rows / %1$d.0, 1),
                left(regexp_replace(query, '\\s+', ' ', 'g'), 260)), e'\\n'
                order by total_plan_time + total_exec_time desc)
            from (select * from pg_stat_statements where calls > 0.01 * %1$d
                order by total_plan_time + total_exec_time desc limit 30) s
            """
                .formatted(requests))
        + "\n";
  }
}
