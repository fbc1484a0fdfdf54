package dev.vertepath.access.audit;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event as it lies in its table; the columns tell what each is. */
record AuditRow(
    long seq,
    Instant recorded,
    Act act,
    @Nullable String operation,
    int outcome,
    @Nullable String reason,
    @Nullable String kind,
    @Nullable String subject,
    @Nullable String name,
    @Nullable String fhirUser,
    @Nullable String client,
    List<String> roles,
    @Nullable String organization,
    @Nullable String purpose,
    @Nullable String address,
    @Nullable String request,
    List<String> patients,
    List<String> touched,
    @Nullable String query) {

  static final String COLUMNS =
      "seq, recorded, act, operation, outcome, reason, kind, subject, name, fhir_user, client, roles,"
          + " organization, purpose, address, request, patients, touched, query";

  static AuditRow read(ResultSet row, int number) throws SQLException {
    return new AuditRow(
        row.getLong("seq"),
        row.getObject("recorded", OffsetDateTime.class).toInstant(),
        Act.of(row.getString("act")).orElse(Act.REQUEST),
        row.getString("operation"),
        row.getInt("outcome"),
        row.getString("reason"),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("name"),
        row.getString("fhir_user"),
        row.getString("client"),
        texts(row.getArray("roles")),
        row.getString("organization"),
        row.getString("purpose"),
        row.getString("address"),
        row.getString("request"),
        texts(row.getArray("patients")),
        texts(row.getArray("touched")),
        row.getString("query"));
  }

  static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  boolean isOf(String someKind) {
    return someKind.equals(kind);
  }
}
