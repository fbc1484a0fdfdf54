package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.index.IndexRows;
import dev.vertepath.record.index.IndexRows.ReferenceRow;
import dev.vertepath.record.store.Arrivals.Arrival;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * References by identifier alone: they point at the one resource that carries the identifier, as
 * soon as there is one, whichever of the two arrives first (R4 references.html, "logical").
 */
public final class IdentifierLinks {

  /**
   * What names a patient as whom it is about becomes hers; what names her otherwise, as who
   * measured something, may be about another who comes yet.
   */
  private static final String ARRIVED =
      """
      arrived as (
        select unnest(?::bigint[]) as hash, unnest(?::text[]) as type, unnest(?::text[]) as id,
          unnest(?::text[]) as patient, unnest(?::boolean[]) as alone
      ), adopted as (
        update reference f set target_type = a.type, target_id = a.id
        from arrived a%s
        where f.identifier = any((select array_agg(hash) from arrived)::bigint[])
          and f.identifier = a.hash and f.target_id = ''
          and (f.target_type = a.type or f.target_type = '' and a.alone)
          and f.rid <> all(?::bigint[])%s
        returning f.rid, f.param, a.type as type, a.id as id
      ), homed as (
        update resource r set patient = adopted.id
        from adopted
        where r.rid = adopted.rid and r.patient is null and adopted.type = 'Patient'
          and (adopted.param in ('patient', 'subject', 'member', 'target')
            or adopted.param = 'actor'
              and r.type in ('Appointment', 'AppointmentResponse', 'Schedule'))
        returning r.rid, r.type, r.id, r.patient
      ), homed_before as (
        update resource_version v set patient = homed.patient
        from homed where v.rid = homed.rid and v.patient is null
      )
      """;

  private static final String ADOPT = ARRIVED.formatted("", "");

  private static final String CARRIERS =
      """
      %s
      select h.hash, r.type, r.id, r.patient
      from unnest(?::bigint[]) as h(hash)
      join search_token t on t.tokens @> array[h.hash]
      join resource r on r.rid = t.rid and not r.deleted and %s
      """;

  private final JdbcClient jdbc;

  public IdentifierLinks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Lets waiting references point at what arrives, as far as a sight allows it. */
  private static String adopting(Sight sight) {
    return sight.isAll()
        ? ADOPT
        : sight.row()
            + ", "
            + ARRIVED.formatted(
                " cross join resource w",
                " and w.rid = f.rid and (w.patient = a.patient or %s)"
                    .formatted(sight.adopting("w", "a.type")));
  }

  /**
   * Looks for those whom the rows refer to by identifier, when the round trip is made.
   *
   * @param sight of who refers: what is out of it carries nothing
   * @param found is given who carries which identifier
   */
  void look(
      Collection<IndexRows> all, Sight sight, RoundTrip trip, BiConsumer<Long, ResourceKey> found) {
    Set<Long> wanted = wanted(all);
    if (!wanted.isEmpty()) {
      trip.add(
          carriersIn(sight),
          arguments(wanted, sight),
          row -> {
            Carrier one = carrier(row);
            found.accept(one.hash(), one.key());
          });
    }
  }

  /**
   * Gives the rows their targets where these are known and unique.
   *
   * @param carriers who carries which identifier, among what is there and what is being written
   */
  static void resolve(Collection<IndexRows> all, Map<Long, Set<ResourceKey>> carriers) {
    all.forEach(rows -> link(rows, carriers));
  }

  /**
   * As {@link #resolve}, for what was stored before: since it is not known any more who sees what,
   * it refers to what belongs to the same patient, or to none.
   *
   * @param patients logical ids of those whom the rows belong to
   */
  public void resolveStored(List<IndexRows> all, List<Optional<String>> patients) {
    Set<Long> wanted = wanted(all);
    List<Carrier> found = wanted.isEmpty() ? List.of() : carriers(wanted, Sight.ALL);
    for (int i = 0; i < all.size() && !found.isEmpty(); i++) {
      String own = patients.get(i).orElse(null);
      Map<Long, Set<ResourceKey>> carriers = new HashMap<>();
      for (Carrier one : found) {
        if (one.patient() == null || one.patient().equals(own)) {
          carriers.computeIfAbsent(one.hash(), h -> new LinkedHashSet<>()).add(one.key());
        }
      }
      link(all.get(i), carriers);
    }
  }

  private static Set<Long> wanted(Collection<IndexRows> all) {
    Set<Long> wanted = new TreeSet<>();
    all.forEach(rows -> rows.references().forEach(r -> wanted.addAll(hash(r))));
    return wanted;
  }

  private record Carrier(long hash, ResourceKey key, @Nullable String patient) {}

  private List<Carrier> carriers(Set<Long> wanted, Sight sight) {
    return jdbc.sql(carriersIn(sight))
        .params(arguments(wanted, sight))
        .query((row, number) -> carrier(row))
        .list();
  }

  private static String carriersIn(Sight sight) {
    return CARRIERS.formatted(sight.isAll() ? "" : "with " + sight.row(), sight.of("r"));
  }

  private static List<Object> arguments(Set<Long> wanted, Sight sight) {
    List<Object> arguments = new ArrayList<>(sight.arguments());
    arguments.add(wanted.toArray(Long[]::new));
    return arguments;
  }

  private static Carrier carrier(ResultSet row) throws SQLException {
    return new Carrier(
        row.getLong(1), new ResourceKey(row.getString(2), row.getString(3)), row.getString(4));
  }

  private static void link(IndexRows rows, Map<Long, Set<ResourceKey>> carriers) {
    for (ReferenceRow row : List.copyOf(rows.references())) {
      Long hash = row.identifier();
      if (hash != null) {
        List<ResourceKey> fitting =
            carriers.getOrDefault(hash, Set.of()).stream()
                .filter(key -> row.targetType().isEmpty() || row.targetType().equals(key.type()))
                .toList();
        if (fitting.size() == 1) {
          ResourceKey key = fitting.getFirst();
          rows.references().remove(row);
          rows.references().add(new ReferenceRow(row.param(), key.type(), key.id(), hash));
        }
      }
    }
  }

  /** What a resource waits for or is waited for by: to be locked, lest the two miss each other. */
  public static List<Long> hash(ReferenceRow row) {
    Long hash = row.identifier();
    return hash == null ? List.of() : List.of(hash);
  }

  /**
   * Whether any reference waits for one of these.
   *
   * @param identifiers hashes of what has arrived
   */
  boolean isAwaited(Set<Long> identifiers) {
    return !identifiers.isEmpty()
        && jdbc.sql(
                """
                select exists (
                  select from reference f where f.identifier = any(?::bigint[]) and f.target_id = '')
                """)
            .param(identifiers.toArray(Long[]::new))
            .query(Boolean.class)
            .single();
  }

  /** Says which of these any reference waits for, when the round trip is made. */
  void awaited(Set<Long> identifiers, RoundTrip trip, Consumer<Long> awaited) {
    if (!identifiers.isEmpty()) {
      trip.add(
          """
          select h from unnest(?::bigint[]) as h
          cross join lateral (
            select from reference f where f.identifier = h and f.target_id = '' limit 1) f
          """,
          List.of((Object) identifiers.toArray(Long[]::new)),
          row -> awaited.accept(row.getLong(1)));
    }
  }

  /**
   * Lets waiting references point at resources that have just got identifiers, when the round trip
   * is made.
   *
   * @param written row ids of what does not wait for them
   * @param homed is given what has become a patient's by it
   */
  void adopt(
      RoundTrip trip,
      List<Arrival> arrived,
      Long[] written,
      Sight sight,
      Consumer<ResourceKey> homed) {
    if (!arrived.isEmpty()) {
      trip.add(
          "with " + adopting(sight) + " select type, id from homed",
          arguments(arrived, written, sight),
          row -> homed.accept(new ResourceKey(row.getString(1), row.getString(2))));
    }
  }

  private static List<Object> arguments(List<Arrival> arrived, Long[] written, Sight sight) {
    var patients = new @Nullable String[arrived.size()];
    for (int i = 0; i < patients.length; i++) {
      patients[i] = arrived.get(i).patient();
    }
    List<Object> arguments = new ArrayList<>(sight.arguments());
    arguments.add(arrived.stream().map(Arrival::hash).toArray(Long[]::new));
    arguments.add(arrived.stream().map(one -> one.key().type()).toArray(String[]::new));
    arguments.add(arrived.stream().map(one -> one.key().id()).toArray(String[]::new));
    arguments.add(patients);
    arguments.add(arrived.stream().map(Arrival::alone).toArray(Boolean[]::new));
    arguments.add(written);
    return arguments;
  }
}
