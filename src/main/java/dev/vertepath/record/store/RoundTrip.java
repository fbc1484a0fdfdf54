package dev.vertepath.record.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
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

  /**
   * @param answered is given the number that it answers with, if it answers with one
   */
  private record Statement(
      String sql, List<? extends @Nullable Object> arguments, LongConsumer answered) {}

  void add(String sql, List<? extends @Nullable Object> arguments, LongConsumer answered) {
    statements.add(new Statement(sql, arguments, answered));
  }

  void add(String sql, List<? extends @Nullable Object> arguments) {
    add(sql, arguments, number -> {});
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
          if (result.next()) {
            statement.answered().accept(result.getLong(1));
          }
        }
      }
      rows = sent.getMoreResults();
    }
  }
}
