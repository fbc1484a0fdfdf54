package dev.vertepath.access.audit;

import dev.vertepath.record.StoredResource;
import java.util.Arrays;
import java.util.Optional;

/** What was done. */
enum Act {
  CREATE("create", "C"),
  READ("read", "R"),
  VREAD("vread", "R"),
  UPDATE("update", "U"),
  PATCH("patch", "U"),
  DELETE("delete", "D"),
  SEARCH("search-type", "E"),
  HISTORY_INSTANCE("history-instance", "R"),
  HISTORY_TYPE("history-type", "R"),
  HISTORY_SYSTEM("history-system", "R"),
  OPERATION("operation", "E"),
  /** A message came, whatever its effects are told as. */
  MESSAGE("message", "E"),
  /** Somebody proved who it is, or did not. */
  LOGIN("login", "E"),
  /** What the service wrote itself, since it follows from what was sent. */
  RULES("rules", "E"),
  /** A request that came to no interaction. */
  REQUEST("request", "E");

  private final String code;
  private final String action;

  Act(String code, String action) {
    this.code = code;
    this.action = action;
  }

  /** As in {@code http://hl7.org/fhir/restful-interaction}, where it is one of REST. */
  String code() {
    return code;
  }

  /** As in {@code http://hl7.org/fhir/audit-event-action}. */
  String action() {
    return action;
  }

  boolean isRest() {
    return this != LOGIN && this != RULES;
  }

  /** Whether there is a code for it among the interactions of REST. */
  boolean isInteraction() {
    return isRest() && this != REQUEST && this != MESSAGE;
  }

  /** What made a version. */
  static Act of(StoredResource version) {
    if (version.deleted()) {
      return DELETE;
    }
    if (version.version() == 1) {
      return CREATE;
    }
    return version.method().equals("PATCH") ? PATCH : UPDATE;
  }

  static Optional<Act> of(String code) {
    return Arrays.stream(values()).filter(act -> act.code.equals(code)).findFirst();
  }
}
