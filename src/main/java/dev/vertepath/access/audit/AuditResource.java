package dev.vertepath.access.audit;

import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes an AuditEvent of an event (R4 auditevent.html), and where it went well after IHE's Basic
 * Audit Log Patterns.
 */
final class AuditResource {

  static final String TYPE = "AuditEvent";
  private static final String PROFILES =
      "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";

  private final String server;

  /**
   * @param server the service's URL or the name of its machine
   */
  AuditResource(String server) {
    this.server = server;
  }

  StoredResource of(AuditRow row) {
    var key = new ResourceKey(TYPE, Long.toString(row.seq()));
    Instant recorded = row.recorded();
    byte[] body = Json.MAPPER.writeValueAsBytes(body(row));
    return new StoredResource(key, 1, recorded, recorded, false, "POST", null, body);
  }

  private ObjectNode body(AuditRow row) {
    Act act = row.act();
    ObjectNode event = Json.MAPPER.createObjectNode().put("resourceType", TYPE);
    event.put("id", Long.toString(row.seq()));
    String recorded = row.recorded().truncatedTo(ChronoUnit.MILLIS).toString();
    ObjectNode meta = event.putObject("meta").put("versionId", "1").put("lastUpdated", recorded);
    String profile = profile(row);
    if (profile != null) {
      meta.putArray("profile").add(PROFILES + profile);
    }
    event.set("type", Codings.type(act).coding());
    if (act == Act.LOGIN) {
      event.putArray("subtype").add(Codings.LOGIN.coding());
    } else if (act.isInteraction()) {
      event
          .putArray("subtype")
          .addObject()
          .put("system", Codings.REST_INTERACTION)
          .put("code", act.code())
          .put("display", act.code());
    }
    event.put("action", act.action()).put("recorded", recorded);
    event.put("outcome", Integer.toString(row.outcome()));
    put(event, "outcomeDesc", row.reason());
    if (row.purpose() != null) {
      event.putArray("purposeOfEvent").add(purpose(row.purpose()));
    }
    new AuditAgents(row, server).write(event.putArray("agent"));
    ObjectNode source = event.putObject("source");
    source.set("observer", AuditAgents.itself());
    source.putArray("type").add(Codings.APPLICATION_SERVER.coding());
    ArrayNode entities = event.arrayNode();
    entities(row, entities);
    if (!entities.isEmpty()) {
      event.set("entity", entities);
    }
    return event;
  }

  /** Of what went well; with one patient, the pattern that names her. */
  private static @Nullable String profile(AuditRow row) {
    String pattern =
        switch (row.act()) {
          case CREATE -> "Create";
          case READ, VREAD -> "Read";
          case UPDATE, PATCH -> "Update";
          case DELETE -> "Delete";
          case SEARCH -> "Query";
          default -> null;
        };
    // A condition that found what was there already created, changed or deleted nothing.
    boolean told =
        row.act() == Act.SEARCH
            ? row.query() != null && row.touched().isEmpty()
            : row.query() == null && row.touched().size() == 1;
    if (pattern == null || row.outcome() != Result.SUCCESS || !told || row.address() == null) {
      return null;
    }
    return row.patients().size() == 1 ? "Patient" + pattern : pattern;
  }

  private static void entities(AuditRow row, ArrayNode entities) {
    for (String patient : row.patients()) {
      add(entities, Codings.PERSON, Codings.PATIENT)
          .putObject("what")
          .put("reference", "Patient/" + patient);
    }
    for (String touched : row.touched()) {
      add(entities, Codings.SYSTEM_OBJECT, Codings.DOMAIN_RESOURCE).set("what", what(touched));
    }
    if (row.query() != null) {
      byte[] asked = row.query().getBytes(StandardCharsets.UTF_8);
      add(entities, Codings.SYSTEM_OBJECT, Codings.QUERY)
          .put("query", Base64.getEncoder().encodeToString(asked));
    }
    if (row.operation() != null) {
      add(entities, Codings.OPERATION, null).put("name", "$" + row.operation());
    }
    if (row.request() != null) {
      add(entities, Codings.REQUEST_ID, null)
          .putObject("what")
          .putObject("identifier")
          .put("value", row.request());
    }
  }

  /** A type alone is no reference: all of its resources may have been looked at. */
  private static ObjectNode what(String touched) {
    ObjectNode what = Json.MAPPER.createObjectNode();
    return touched.contains("/") ? what.put("reference", touched) : what.put("type", touched);
  }

  private static ObjectNode add(ArrayNode entities, Codings type, @Nullable Codings role) {
    ObjectNode entity = entities.addObject();
    entity.set("type", type.coding());
    if (role != null) {
      entity.set("role", role.coding());
    }
    return entity;
  }

  static ObjectNode purpose(String code) {
    ObjectNode concept = Json.MAPPER.createObjectNode();
    concept.putArray("coding").addObject().put("system", Codings.PURPOSE).put("code", code);
    return concept;
  }

  static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      node.put(name, value);
    }
  }
}
