package dev.vertepath.access.audit;

import dev.vertepath.record.Json;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who took part: the person, the program that was used, her organization, and the service. */
record AuditAgents(AuditRow row, String server) {

  private static final Pattern REFERENCE = Pattern.compile("(https?://.+/)?[A-Z][A-Za-z]+/[^/]+");

  /** The service, as it names itself. */
  static ObjectNode itself() {
    ObjectNode device = Json.MAPPER.createObjectNode().put("type", "Device");
    device.putObject("identifier").put("system", Codings.DEVICE).put("value", Codings.ITSELF);
    return device.put("display", "VertePath");
  }

  void write(ArrayNode agents) {
    if (row.isOf("SERVICE")) {
      add(agents, Codings.APPLICATION, itself(), false).put("name", "VertePath");
      return;
    }
    boolean person = row.isOf("PERSON");
    if (person) {
      ObjectNode user = add(agents, isRead() ? Codings.RECIPIENT : Codings.AUTHOR, who(), true);
      AuditResource.put(user, "name", row.name());
      roles(user);
      if (row.purpose() != null) {
        user.putArray("purposeOfUse").add(AuditResource.purpose(row.purpose()));
      }
    }
    ObjectNode client = add(agents, client(), program(person), !person);
    network(client, row.address(), "2");
    if (!person && row.act() != Act.DELETE) {
      AuditResource.put(client, "name", row.name());
      roles(client);
    }
    if (row.organization() != null) {
      add(agents, null, reference(row.organization()), false);
    }
    network(add(agents, service(), itself(), false), server, server.contains(":") ? "5" : "1");
  }

  private boolean isRead() {
    return switch (row.act()) {
      case CREATE, UPDATE, PATCH, DELETE -> false;
      default -> true;
    };
  }

  /** In a query what is asked flows from the client to the server, in a read what is answered. */
  private Codings client() {
    return switch (row.act()) {
      case READ, VREAD -> Codings.DESTINATION;
      case DELETE -> Codings.APPLICATION;
      default -> Codings.SOURCE;
    };
  }

  private Codings service() {
    return switch (row.act()) {
      case READ, VREAD -> Codings.SOURCE;
      case DELETE -> Codings.CUSTODIAN;
      default -> Codings.DESTINATION;
    };
  }

  private ObjectNode who() {
    ObjectNode who =
        row.fhirUser() == null ? Json.MAPPER.createObjectNode() : reference(row.fhirUser());
    if (row.subject() != null) {
      who.putObject("identifier").put("value", row.subject());
    }
    AuditResource.put(who, "display", row.name());
    return who;
  }

  private ObjectNode program(boolean person) {
    ObjectNode who = Json.MAPPER.createObjectNode();
    String id = row.client() == null && !person ? row.subject() : row.client();
    if (id != null) {
      who.putObject("identifier").put("value", id);
    }
    String name = id == null ? row.address() : id;
    return who.put("display", row.kind() == null || name == null ? "unknown" : name);
  }

  private void roles(ObjectNode agent) {
    if (!row.roles().isEmpty()) {
      ArrayNode roles = agent.putArray("role");
      row.roles()
          .forEach(
              role ->
                  roles
                      .addObject()
                      .putArray("coding")
                      .addObject()
                      .put("system", Codings.ROLE)
                      .put("code", role));
    }
  }

  private static ObjectNode reference(String text) {
    ObjectNode reference = Json.MAPPER.createObjectNode();
    return REFERENCE.matcher(text).matches()
        ? reference.put("reference", text)
        : reference.put("display", text);
  }

  private static void network(ObjectNode agent, @Nullable String address, String type) {
    if (address != null) {
      agent.putObject("network").put("address", address).put("type", type);
    }
  }

  private static ObjectNode add(
      ArrayNode agents, @Nullable Codings type, ObjectNode who, boolean requestor) {
    ObjectNode agent = agents.addObject();
    if (type != null) {
      agent.set("type", type.concept());
    }
    agent.set("who", who);
    return agent.put("requestor", requestor);
  }
}
