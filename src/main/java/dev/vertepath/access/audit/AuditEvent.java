package dev.vertepath.access.audit;

import dev.vertepath.access.Caller;
import dev.vertepath.access.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
  private static final String SERVICE = "VertePath";

  /**
   * Where a request came from.
   *
   * @param address of the client, as the connection shows it
   * @param request its id, as in {@code X-Request-ID}
   */
  record Origin(@Nullable String address, @Nullable String request) {

    static final Origin NONE = new Origin(null, null);
  }

  AuditColumns columns() {
    List<String> whose = patients.stream().distinct().map(AuditEvent::sound).toList();
    List<String> what = touched.stream().map(AuditEvent::sound).toList();
    return new AuditColumns(
        ChronoUnit.MICROS.between(Instant.EPOCH, recorded),
        act.code(),
        operation,
        result.code(),
        result.reason(),
        kind(),
        ofCaller(Caller::subject),
        service ? SERVICE : ofCaller(Caller::name),
        ofCaller(Caller::fhirUser),
        ofCaller(Caller::client),
        roles(),
        ofCaller(Caller::organization),
        ofCaller(Caller::purpose),
        text(origin.address()),
        text(origin.request()),
        whose,
        what,
        mentions(whose, what),
        text(query));
  }

  private @Nullable String kind() {
    return service ? "SERVICE" : ofCaller(one -> one.kind().name());
  }

  private @Nullable String ofCaller(Function<Caller, @Nullable String> text) {
    Caller one = caller;
    return one == null ? null : text(text.apply(one));
  }

  private List<String> roles() {
    Caller one = caller;
    return one == null ? List.of() : one.roles().stream().map(Role::code).sorted().toList();
  }

  private static List<String> mentions(List<String> patients, List<String> touched) {
    var all = new TreeSet<String>();
    patients.forEach(patient -> all.add("Patient/" + patient));
    for (String reference : touched) {
      int version = reference.indexOf("/_history/");
      all.add(version < 0 ? reference : reference.substring(0, version));
    }
    return List.copyOf(all);
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
