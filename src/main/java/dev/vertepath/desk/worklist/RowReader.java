package dev.vertepath.desk.worklist;

import dev.vertepath.desk.frame.Legible;
import dev.vertepath.record.Json;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a row out of what the statement gives. */
final class RowReader {

  private RowReader() {}

  static Row read(ResultSet row, Deadlines deadlines) throws SQLException {
    JsonNode person = Json.MAPPER.readTree(row.getBytes("person"));
    JsonNode work = Json.MAPPER.readTree(row.getBytes("work"));
    Instant end = instant(row, "due_end");
    String patient = row.getString("patient");
    return new Row(
        row.getString("ref"),
        row.getLong("version"),
        patient,
        name(person, patient),
        person.at("/identifier/0/value").asString(null),
        years(person, deadlines),
        Band.values()[row.getInt("band")],
        Legible.of(row.getString("title")),
        row.getString("code"),
        instant(row, "due_start"),
        end,
        end == null ? 0 : Math.max(0, deadlines.daysSince(end)),
        row.getString("state"),
        row.getString("cause"),
        texts(row.getArray("levels")),
        instant(row, "opened"),
        owner(work),
        instant(row, "snoozed_until"),
        micros(row, "contact"),
        micros(row, "appointment"),
        texts(row.getArray("missing")).stream()
            .map(title -> title.replaceFirst("^Wanted: ", ""))
            .toList(),
        row.getBoolean("flagged"));
  }

  /** As lists of patients are sorted: the family's first. */
  private static String name(JsonNode person, String id) {
    JsonNode name = person.path("name").path(0);
    List<String> given = new ArrayList<>();
    name.path("given").forEach(one -> given.add(one.asString("")));
    String family = name.path("family").asString("");
    String whole = String.join(", ", family, String.join(" ", given)).replaceAll("^, |, $", "");
    return whole.isBlank() ? name.path("text").asString(id) : whole;
  }

  /** A person's name, or an organization's. */
  static String named(JsonNode resource, String otherwise) {
    return resource.path("name").isString()
        ? resource.path("name").asString()
        : name(resource, otherwise);
  }

  private static @Nullable Integer years(JsonNode person, Deadlines deadlines) {
    String born = person.path("birthDate").asString("");
    try {
      return born.length() < 10
          ? null
          : Period.between(LocalDate.parse(born), deadlines.today()).getYears();
    } catch (DateTimeException e) {
      return null;
    }
  }

  static @Nullable String owner(JsonNode work) {
    JsonNode owner = work.path("owner");
    return owner.path("display").asString(owner.path("reference").asString(null));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Instant micros(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
