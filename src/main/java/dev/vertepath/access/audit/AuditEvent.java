package dev.vertepath.access.audit;

import dev.vertepath.access.Caller;
import dev.vertepath.access.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that was done or tried (R4 auditevent.html).
 *
 * @param operation by which operation, without its dollar sign
 * @param caller who; null for the service itself, and when nobody proved who it is
 * @param service whether it was the service itself
 * @param origin where the request came from
 * @param patients logical ids
 * @param touched references, with the version where there is one
 * @param query what was searched for, still encoded
 */
record AuditEvent(
    Instant recorded,
    Act act,
    @Nullable String operation,
    Result result,
    @Nullable Caller caller,
    boolean service,
    Origin origin,
    Collection<String> patients,
    Collection<String> touched,
    @Nullable String query) {

  private static final int LONGEST = 4000;

  /**
   * Where a request came from.
   *
   * @param address of the client, as the connection shows it
   * @param request its id, as in {@code X-Request-ID}
   */
  record Origin(@Nullable String address, @Nullable String request) {

    static final Origin NONE = new Origin(null, null);
  }

  /** Its columns by name. */
  void write(ObjectNode row) {
    row.put("recorded", recorded.truncatedTo(ChronoUnit.MICROS).toString());
    row.put("act", act.code());
    row.put("operation", operation);
    row.put("outcome", result.code());
    row.put("reason", result.reason());
    row.put("address", origin.address());
    row.put("request", origin.request());
    row.put("query", text(query));
    ArrayNode roles = row.putArray("roles");
    if (caller != null) {
      row.put("kind", caller.kind().name());
      row.put("subject", text(caller.subject()));
      row.put("name", text(caller.name()));
      row.put("fhir_user", text(caller.fhirUser()));
      row.put("client", text(caller.client()));
      row.put("organization", text(caller.organization()));
      row.put("purpose", text(caller.purpose()));
      caller.roles().stream().map(Role::code).sorted().forEach(roles::add);
    } else if (service) {
      row.put("kind", "SERVICE");
      row.put("name", "VertePath");
    }
    ArrayNode own = row.putArray("patients");
    ArrayNode versioned = row.putArray("touched");
    ArrayNode mentions = row.putArray("mentions");
    List<String> whose = patients.stream().distinct().map(AuditEvent::sound).toList();
    whose.forEach(own::add);
    touched.forEach(reference -> versioned.add(sound(reference)));
    var all = new TreeSet<String>();
    whose.forEach(patient -> all.add("Patient/" + patient));
    touched.forEach(reference -> all.add(sound(reference).replaceFirst("/_history/.*", "")));
    all.forEach(mentions::add);
  }

  private static @Nullable String text(@Nullable String sent) {
    return sent == null ? null : sound(sent);
  }

  /** What a database can hold of what anybody may send. */
  private static String sound(String sent) {
    String kept = sent.length() > LONGEST ? sent.substring(0, LONGEST) : sent;
    boolean odd = kept.chars().anyMatch(c -> c == 0 || Character.isSurrogate((char) c));
    return odd ? odd(kept) : kept;
  }

  private static String odd(String text) {
    var sound = new StringBuilder();
    text.codePoints()
        .map(
            c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? '?' : c)
        .forEach(sound::appendCodePoint);
    return sound.toString();
  }
}
