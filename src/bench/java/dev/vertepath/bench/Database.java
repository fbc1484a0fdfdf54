package dev.vertepath.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The PostgreSQL of a program that was started here, as its data directory tells it. */
record Database(long postmaster, int port, String password) {

  private static final int LINE_OF_PORT = 3;

  static Database of(Path dataDirectory) throws IOException {
    List<String> lock = Files.readAllLines(dataDirectory.resolve("postgres/postmaster.pid"));
    return new Database(
        Long.parseLong(lock.getFirst().strip()),
        Integer.parseInt(lock.get(LINE_OF_PORT).strip()),
        Files.readString(dataDirectory.resolve("postgres.password")).strip());
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&password=%s"
        .formatted(port, password);
  }

  void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The one value that the query gives, as text. */
  String ask(String query) throws SQLException {
    try (var connection = DriverManager.getConnection(url());
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
