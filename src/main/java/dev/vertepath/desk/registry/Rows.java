package dev.vertepath.desk.registry;

import dev.vertepath.pathway.CaseState;
import dev.vertepath.record.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Rows of the statements of {@link RegistrySql}. */
final class Rows {

  private static final Map<String, CaseState> STATES =
      Arrays.stream(CaseState.values())
          .collect(Collectors.toUnmodifiableMap(CaseState::code, Function.identity()));

  private Rows() {}

  static CaseRow aCase(ResultSet row) throws SQLException {
    return new CaseRow(
        text(row, "patient"),
        row.getString("organization"),
        text(row, "cause"),
        words(row, "levels"),
        state(text(row, "state")),
        row.getString("close_reason"),
        Objects.requireNonNull(instant(row, "opened")),
        steps(text(row, "steps")));
  }

  static OperationRow operation(ResultSet row) throws SQLException {
    return new OperationRow(
        text(row, "patient"),
        row.getString("organization"),
        words(row, "causes"),
        words(row, "levels"),
        instant(row, "opened"),
        row.getBoolean("first"),
        Objects.requireNonNull(instant(row, "began")),
        Objects.requireNonNull(instant(row, "ended")),
        instant(row, "stopped"),
        row.getBigDecimal("pain_before"),
        reviews(text(row, "reviews")),
        words(row, "complications"));
  }

  private static List<CaseRow.Step> steps(String text) {
    List<CaseRow.Step> steps = new ArrayList<>();
    for (String step : text.isEmpty() ? new String[0] : text.split(",")) {
      String[] parts = step.split(" ");
      steps.add(new CaseRow.Step(state(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1]))));
    }
    return steps;
  }

  private static List<OperationRow.Review> reviews(String json) {
    List<OperationRow.Review> reviews = new ArrayList<>();
    for (JsonNode one : Json.MAPPER.readTree(json)) {
      JsonNode pain = one.path("pain");
      reviews.add(
          new OperationRow.Review(
              one.path("code").asString(),
              Instant.parse(one.path("due").asString()),
              one.path("done").asBoolean(),
              pain.isNumber() ? pain.decimalValue() : null));
    }
    return reviews;
  }

  private static CaseState state(String code) {
    return Objects.requireNonNull(STATES.get(code), code);
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return String.valueOf(row.getString(column));
  }

  private static List<String> words(ResultSet row, String column) throws SQLException {
    String text = text(row, column);
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
