package dev.vertepath.desk.patient;

import dev.vertepath.access.Access;
import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision;
import dev.vertepath.access.Permission;
import dev.vertepath.record.Json;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Who acts on a page, and what they may do: pages offer nothing that would be refused. */
@ConditionalOnWebApplication
@Component
class Doer {

  private final Access access;

  Doer(Access access) {
    this.access = access;
  }

  /** Whether the caller may decide, order and close red flags. */
  boolean isClinician() {
    return access.decideClinicians(CurrentCaller.get(), "") instanceof Decision.Allowed;
  }

  boolean mayOrder() {
    return isClinician() && may(Permission.CREATE, "ServiceRequest");
  }

  boolean mayCreate(String type) {
    return may(Permission.CREATE, type);
  }

  boolean mayUpdate(String type) {
    return may(Permission.UPDATE, type);
  }

  private boolean may(Permission permission, String type) {
    return access.decide(CurrentCaller.get(), permission, type) instanceof Decision.Allowed;
  }

  /** The caller, as a reference in words. */
  ObjectNode person() {
    Caller caller = CurrentCaller.get();
    ObjectNode person = Json.MAPPER.createObjectNode().put("display", caller.name());
    String user = caller.fhirUser();
    if (user != null) {
      // By identifier: whether the directory here holds the person is not known.
      person.putObject("identifier").put("value", user);
    }
    return person;
  }
}
