package dev.vertepath.access.audit;

import dev.vertepath.record.Json;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;

/** Adds events, however many, by one statement. */
final class AuditTable {

  private static final String INSERT =
      """
      insert into audit_event (tx, recorded, act, operation, outcome, reason, kind, subject, name,
        fhir_user, client, roles, organization, purpose, address, request, patients, touched,
        mentions, query)
      select pg_current_xact_id()::text::bigint + (select tx_offset from transaction_origin),
        recorded, act, operation, outcome, reason, kind, subject, name, fhir_user, client, roles,
        organization, purpose, address, request, patients, touched, mentions, query
      from json_populate_recordset(null::audit_event, ?::json)
      """;

  private final JdbcClient jdbc;

  AuditTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Within the transaction of this thread, or in one of its own. */
  void add(Collection<AuditEvent> events) {
    ArrayNode rows = Json.MAPPER.createArrayNode();
    events.forEach(event -> event.write(rows.addObject()));
    jdbc.sql(INSERT).param(rows.toString()).update();
  }
}
