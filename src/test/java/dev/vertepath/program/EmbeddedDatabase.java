package dev.vertepath.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The database of a running program, as its data directory tells it. */
record EmbeddedDatabase(long pid, int port, String password) {

  static EmbeddedDatabase of(Path dataDirectory) {
    try {
      List<String> lock = Files.readAllLines(dataDirectory.resolve("postgres/postmaster.pid"));
      return new EmbeddedDatabase(
          Long.parseLong(lock.get(0).strip()),
          Integer.parseInt(lock.get(3).strip()),
          Files.readString(dataDirectory.resolve("postgres.password")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  String username() {
    return "postgres";
  }

  /** {@code kill -9} of the server and of what it has started. */
  void killedHard() {
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    var children = server.descendants().toList();
    server.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  void execute(String sql) {
    with(
        jdbc -> {
          jdbc.execute(sql);
          return sql;
        });
  }

  List<String> query(String sql) {
    return with(jdbc -> jdbc.queryForList(sql, String.class));
  }

  private <T> T with(Function<JdbcTemplate, T> work) {
    try (var connection = DriverManager.getConnection(url(), username(), password)) {
      return work.apply(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
