package dev.vertepath.exchange.subscription;

import dev.vertepath.access.Caller;
import dev.vertepath.access.Role;
import dev.vertepath.access.Scope;
import dev.vertepath.record.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who set a subscription up, as it is kept: what it delivers is what they may see. */
final class Callers {

  private Callers() {}

  static ObjectNode toJson(Caller caller) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("kind", caller.kind().name())
            .put("subject", caller.subject())
            .put("name", caller.name())
            .put("fhirUser", caller.fhirUser())
            .put("client", caller.client())
            .put("organization", caller.organization())
            .put("patient", caller.patient())
            .put("purpose", caller.purpose());
    caller.roles().stream().map(Role::code).sorted().forEach(json.putArray("roles")::add);
    caller.scopes().stream().map(Scope::toString).forEach(json.putArray("scopes")::add);
    return json;
  }

  static Caller of(JsonNode json) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    json.path("roles").forEach(role -> Role.of(role.asString()).ifPresent(roles::add));
    List<Scope> scopes = new ArrayList<>();
    json.path("scopes").forEach(scope -> Scope.parse(scope.asString()).ifPresent(scopes::add));
    return new Caller(
        Caller.Kind.valueOf(json.path("kind").asString()),
        json.path("subject").asString(),
        json.path("name").asString(),
        json.path("fhirUser").asString(null),
        json.path("client").asString(null),
        roles,
        json.path("organization").asString(null),
        scopes,
        json.path("patient").asString(null),
        json.path("purpose").asString(null));
  }
}
