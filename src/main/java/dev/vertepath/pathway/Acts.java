package dev.vertepath.pathway;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What persons did to the service's work items. Their word stands over the machine's. */
record Acts(Map<String, Act> byKey) {
  private static final Set<String> GIVEN_UP =
      Set.of("cancelled", "rejected", "failed", "revoked", "entered-in-error");
  private static final Set<String> CLOSED = Set.of("closed", "declined", "transferred");

  @Nullable Act on(String key) {
    return byKey.get(key);
  }

  /** How a person left the work item; null while it is open, or nobody touched it. */
  @Nullable WorkStatus status(String key) {
    Act act = byKey.get(key);
    if (act == null) {
      return null;
    }
    if (act.status().equals("completed")) {
      return WorkStatus.DONE_BY_PERSON;
    }
    return GIVEN_UP.contains(act.status()) ? WorkStatus.CANCELLED_BY_PERSON : null;
  }

  /** The keys that begin so. */
  Stream<String> under(String prefix) {
    return byKey.keySet().stream().filter(key -> key.startsWith(prefix));
  }

  /** The act by which a person closed a case; null when none did. */
  @Nullable Act closing(String caseKey) {
    Act act = byKey.get(caseKey);
    return act != null
            && (GIVEN_UP.contains(act.status())
                || CLOSED.contains(String.valueOf(act.businessStatus())))
        ? act
        : null;
  }

  /** Why a person closed a case: declined, unless the act says {@code transferred}. */
  static CloseReason reason(Act act) {
    String words = act.businessStatus() + " " + act.reason();
    return words.contains("transferred") ? CloseReason.TRANSFERRED : CloseReason.DECLINED;
  }
}
