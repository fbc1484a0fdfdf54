package dev.vertepath.record.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;

/**
 * Statements that go to the database together and are answered together, in their order: a round
 * trip costs as much as several rows.
 */
final class RoundTrip {

  private final JdbcOperations jdbc;
  private final List<Statement> statements = new ArrayList<>();

  RoundTrip(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  private record Statement(
      String sql, List<? extends @Nullable Object> arguments, RowCallbackHandler answer) {}

  /**
   * @param answer is given each row that the statement answers with
   */
  void add(String sql, List<? extends @Nullable Object> arguments, RowCallbackHandler answer) {
    statements.add(new Statement(sql, arguments, answer));
  }

  void add(String sql, List<? extends @Nullable Object> arguments) {
    add(sql, arguments, row -> {});
  }

  /** Nothing is sent when nothing was added. */
  void send() {
    if (statements.isEmpty()) {
      return;
    }
    String sql = String.join(";\n", statements.stream().map(Statement::sql).toList());
    jdbc.execute(
        sql,
        (PreparedStatement sent) -> {
          bind(sent);
          answer(sent, sent.execute());
          return sql;
        });
    statements.clear();
  }

  private void bind(PreparedStatement sent) throws SQLException {
    int position = 1;
    for (Statement statement : statements) {
      for (Object argument : statement.arguments()) {
        StatementCreatorUtils.setParameterValue(
            sent, position++, SqlTypeValue.TYPE_UNKNOWN, argument);
      }
    }
  }

  private void answer(PreparedStatement sent, boolean first) throws SQLException {
    boolean rows = first;
    for (Statement statement : statements) {
      if (rows) {
        try (ResultSet result = sent.getResultSet()) {
          while (result.next()) {
            statement.answer().processRow(result);
          }
        }
      }
      rows = sent.getMoreResults();
    }
  }
}
