package dev.vertepath.demo;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** How a case is closed before its end, and how a patient changes. */
final class Endings {

  private static final String CASE_STATE = "https://vertepath.dev/fhir/CodeSystem/case-state";

  private final Script script;

  Endings(Script script) {
    this.script = script;
  }

  void declined(Instant at) {
    String why =
        switch (script.between(0, 3)) {
          case 0 -> "The patient declines the operation and prefers to wait";
          case 1 -> "The patient and the family decide for pain medication";
          case 2 -> "Declined by the spine conference: the frailty weighs more than the pain";
          default -> "The patient does not want an operation";
        };
    script.looks(at.minusSeconds(600), script.radiologist());
    script.acts(
        at,
        script.radiologist(),
        "case/@fracture-1",
        task -> {
          task.put("status", "rejected");
          task.set("statusReason", Form.words(why));
          task.set("owner", owner(script.radiologist()));
        });
  }

  void transferred(Instant at) {
    script.acts(
        at,
        script.geriatrician(),
        "case/@fracture-1",
        task -> {
          task.put("status", "cancelled");
          task.set("businessStatus", Form.coded(CASE_STATE, "transferred", "transferred"));
          task.set(
              "statusReason", Form.words("transferred to the hospital where the family lives"));
          task.set("owner", owner(script.geriatrician()));
        });
  }

  private static ObjectNode owner(Player player) {
    return Form.reference("@" + player.practitioner()).put("display", player.name());
  }

  void died(Instant at) {
    script.changes(
        script.after(at, 20),
        script.hospital(),
        "patient",
        body -> body.put("deceasedDateTime", at.toString()));
  }

  void enteredInError(Instant at) {
    script.changes(
        at,
        script.hospital(),
        "fracture-1",
        body -> {
          body.remove("clinicalStatus");
          body.set(
              "verificationStatus",
              Form.json(
                  """
                  {"coding":[{"system":
                   "http://terminology.hl7.org/CodeSystem/condition-ver-status",
                   "code":"entered-in-error"}]}
                  """));
        });
  }

  /** The order waits, and the fracture gets better without. */
  void resolved(Instant onHold, Instant at) {
    script.changes(onHold, script.radiologist(), "order-1", body -> body.put("status", "on-hold"));
    script.changes(
        at,
        script.hospital(),
        "fracture-1",
        body -> {
          body.set(
              "clinicalStatus",
              Form.json(
                  """
                  {"coding":[{"system":
                   "http://terminology.hl7.org/CodeSystem/condition-clinical","code":"resolved"}]}
                  """));
          body.put("abatementDateTime", at.atZone(script.days().zone()).toLocalDate().toString());
        });
  }

  /** The patient has moved, or is called by another number. */
  void moved(Instant at) {
    script.changes(
        at,
        script.hospital(),
        "patient",
        body -> {
          body.set(
              "telecom",
              Form.list(
                  List.of(
                      Form.json(
                          """
                          {"system":"phone","value":"+1 555 019$n","use":"mobile"}
                          """,
                          "n",
                          script.person().number() % 10))));
          if (body.path("address").path(0) instanceof ObjectNode address) {
            address.set("line", Form.json("{\"l\":[\"7 Harbour View\"]}").path("l"));
          }
        });
  }
}
