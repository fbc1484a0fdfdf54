package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.IndexRows;
import dev.vertepath.record.index.IndexRows.ReferenceRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * References by identifier alone: they point at the one resource that carries the identifier, as
 * soon as there is one, whichever of the two arrives first (R4 references.html, "logical").
 */
public final class IdentifierLinks {

  /** Lets waiting references point at what arrives; a part of a statement that begins with with. */
  static final String ADOPT =
      """
      arrived as (
        select unnest(?::bigint[]) as hash, unnest(?::text[]) as type, unnest(?::text[]) as id
      ), adopted as (
        update reference f set target_type = a.type, target_id = a.id
        from arrived a
        where f.identifier = a.hash and f.target_id = '' and f.target_type in ('', a.type)
        returning f.rid, a.type as type, a.id as id
      ), homed as (
        update resource r set patient = adopted.id
        from adopted
        where r.rid = adopted.rid and r.patient is null and adopted.type = 'Patient'
      )
      """;

  private final JdbcClient jdbc;

  public IdentifierLinks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Gives the rows their targets where these are known and unique.
   *
   * @param arriving who carries which identifier among what is being written
   */
  public void resolve(Collection<IndexRows> all, Map<Long, Set<ResourceKey>> arriving) {
    Set<Long> wanted = new java.util.TreeSet<>();
    all.forEach(rows -> rows.references().forEach(r -> wanted.addAll(hash(r))));
    if (wanted.isEmpty()) {
      return;
    }
    Map<Long, Set<ResourceKey>> carriers = new HashMap<>();
    arriving.forEach((hash, keys) -> carriers.put(hash, new LinkedHashSet<>(keys)));
    jdbc.sql(
            """
            select h.hash, r.type, r.id
            from unnest(?::bigint[]) as h(hash)
            join search_token t on t.tokens @> array[h.hash]
            join resource r on r.rid = t.rid and not r.deleted
            """)
        .param(wanted.toArray(Long[]::new))
        .query(
            row -> {
              carriers
                  .computeIfAbsent(row.getLong(1), hash -> new LinkedHashSet<>())
                  .add(new ResourceKey(row.getString(2), row.getString(3)));
            });
    all.forEach(rows -> link(rows, carriers));
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

  /**
   * Lets waiting references point at resources that have just got identifiers, when the round trip
   * is made.
   */
  void adopt(RoundTrip trip, Map<Long, ResourceKey> arrived) {
    if (!arrived.isEmpty()) {
      trip.add("with " + ADOPT + " select count(*) from adopted", arguments(arrived));
    }
  }

  /** The arguments of {@link #ADOPT}. */
  static List<Object> arguments(Map<Long, ResourceKey> arrived) {
    List<Map.Entry<Long, ResourceKey>> entries = List.copyOf(arrived.entrySet());
    return List.of(
        entries.stream().map(Map.Entry::getKey).toArray(Long[]::new),
        entries.stream().map(e -> e.getValue().type()).toArray(String[]::new),
        entries.stream().map(e -> e.getValue().id()).toArray(String[]::new));
  }
}
