package dev.vertepath.record.erase;

import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.SearchParameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What goes with a patient: what belongs to her and to no other patient; the attachments that only
 * it points at; what tells of nothing but that; and Bundles and Parameters that hold, and
 * Subscriptions that ask for, nobody else.
 */
final class Going {

  private static final int FETCHED = 100;

  private final JdbcClient jdbc;
  private final SearchParameters parameters;
  private final References references;
  private final Attachments attachments;
  private final String patient;
  private final Map<Long, ResourceKey> all = new LinkedHashMap<>();
  private final Set<ResourceKey> known = new HashSet<>();
  private final Set<Long> shared = new HashSet<>();
  private final Known her = new Known();
  private final List<ResourceKey> left = new ArrayList<>();

  Going(JdbcClient jdbc, SearchParameters parameters, References references, String patient) {
    this.jdbc = jdbc;
    this.parameters = parameters;
    this.references = references;
    this.attachments = new Attachments(jdbc, references, patient);
    this.patient = patient;
  }

  /**
   * @param masking tells of what refers to it whether anything is left of that
   */
  void gather(Masking masking) {
    Map<Long, ResourceKey> hers =
        keys(
            "where r.patient = ? and r.method <> 'PURGE' and r.type not in ('Bundle', 'Parameters', 'Subscription')",
            patient);
    shared.addAll(withOthers(hers));
    know();
    Map<Long, ResourceKey> found = new LinkedHashMap<>(hers);
    found.keySet().removeAll(shared);
    found.putAll(unindexed());
    while (!found.isEmpty()) {
      all.putAll(found);
      known.addAll(found.values());
      Map<Long, ResourceKey> more = attachments(found.keySet());
      more.putAll(masking.emptiedWholly(this));
      more.keySet().removeAll(all.keySet());
      found = more;
    }
  }

  /** Their row ids. */
  Long[] rids() {
    return all.keySet().toArray(Long[]::new);
  }

  boolean has(ResourceKey key) {
    return known.contains(key);
  }

  Collection<ResourceKey> keys() {
    return all.values();
  }

  /** Row ids of what belongs to her and to others: it stays, without her. */
  Set<Long> shared() {
    return shared;
  }

  /** Hashes of the identifiers that she ever had. */
  Set<Long> identifiers() {
    return her.identifiers();
  }

  /** Bundles, Parameters and Subscriptions that are of her and of others. */
  List<ResourceKey> left() {
    return List.copyOf(left);
  }

  private Map<Long, ResourceKey> keys(String where, Object... arguments) {
    Map<Long, ResourceKey> keys = new LinkedHashMap<>();
    jdbc.sql("select r.rid, r.type, r.id from resource r " + where + " order by r.rid for update")
        .params(arguments)
        .query(
            row -> {
              keys.put(row.getLong(1), new ResourceKey(row.getString(2), row.getString(3)));
            });
    return keys;
  }

  /** Of these, those that name another patient in the same way as her, as an Appointment of two. */
  private Set<Long> withOthers(Map<Long, ResourceKey> hers) {
    Map<Long, Set<String>> of = new LinkedHashMap<>();
    Map<Long, Set<String>> ofOthers = new LinkedHashMap<>();
    jdbc.sql(
            """
            select f.rid, f.param, f.target_id from reference f
            where f.rid = any(?::bigint[]) and f.target_type = 'Patient' and f.target_id <> ''
            """)
        .param(hers.keySet().toArray(Long[]::new))
        .query(
            row -> {
              (row.getString(3).equals(patient) ? of : ofOthers)
                  .computeIfAbsent(row.getLong(1), rid -> new HashSet<>())
                  .add(row.getString(2));
            });
    Set<Long> with = new HashSet<>();
    ofOthers.forEach(
        (rid, params) -> {
          ResourceKey key = hers.get(rid);
          Set<String> own = of.getOrDefault(rid, Set.of());
          if (key != null && !key.type().equals("Patient")) {
            parameters.patientReferences(key.type()).stream()
                .filter(own::contains)
                .findFirst()
                .filter(params::contains)
                .ifPresent(home -> with.add(rid));
          }
        });
    return with;
  }

  /** Binaries that only these point at. */
  private Map<Long, ResourceKey> attachments(Set<Long> rids) {
    Set<String> ids = attachments.of(rids, rids());
    return ids.isEmpty()
        ? new LinkedHashMap<>()
        : keys(
            "where r.type = 'Binary' and r.id = any(?::text[])",
            (Object) ids.toArray(String[]::new));
  }

  private void know() {
    jdbc.sql(
            """
            select v.body from (
              select r.rid, r.body from resource r where r.type = 'Patient' and r.id = ?
              union all
              select o.rid, o.body from resource_version o join resource r on r.rid = o.rid
              where r.type = 'Patient' and r.id = ?) v
            """)
        .params(patient, patient)
        .query(
            row -> {
              byte[] body = row.getBytes(1);
              if (body.length > 0) {
                her.add(Json.MAPPER.readTree(body));
              }
            });
  }

  /**
   * Stored Bundles and Parameters that hold her, Subscriptions that ask for her: no index knows.
   */
  private Map<Long, ResourceKey> unindexed() {
    var key = new ResourceKey("Patient", patient);
    Map<Long, ResourceKey> hers = new LinkedHashMap<>();
    Set<ResourceKey> withOthers = new LinkedHashSet<>();
    Map<Long, ResourceKey> there =
        keys("where r.type in ('Bundle', 'Parameters', 'Subscription') and r.method <> 'PURGE'");
    jdbc.sql(
            """
            select r.rid, r.body from resource r where r.rid = any(?::bigint[])
            union all
            select o.rid, o.body from resource_version o where o.rid = any(?::bigint[])
            """)
        .withFetchSize(FETCHED)
        .params(there.keySet().toArray(Long[]::new), there.keySet().toArray(Long[]::new))
        .query(
            row -> {
              byte[] body = row.getBytes(2);
              ResourceKey one = there.get(row.getLong(1));
              if (one != null && body.length > 0) {
                boolean of;
                boolean ofOthers;
                if (one.type().equals("Subscription")) {
                  Criteria criteria = Criteria.of(Json.MAPPER.readTree(body), patient, her);
                  of = criteria.areOfHer();
                  ofOthers = criteria.areOfOthers();
                } else {
                  Bundled bundled = Bundled.of(body, references, key, her.identifiers());
                  of = bundled.holdsHer();
                  ofOthers = bundled.holdsOthers();
                }
                if (of) {
                  hers.put(row.getLong(1), one);
                  if (ofOthers) {
                    withOthers.add(one);
                  }
                }
              }
            });
    hers.values().removeAll(withOthers);
    left.addAll(withOthers);
    return hers;
  }
}
