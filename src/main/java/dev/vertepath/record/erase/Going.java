package dev.vertepath.record.erase;

import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.SearchParameters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * What goes with a patient: what belongs to her and to no other patient; the attachments that only
 * it points at; what tells of nothing but that; and Bundles that hold nobody else.
 */
final class Going {

  private static final Pattern PATIENT = Pattern.compile("Patient/([A-Za-z0-9.-]{1,64})");
  private static final int FETCHED = 100;

  private final JdbcClient jdbc;
  private final SearchParameters parameters;
  private final References references;
  private final String patient;
  private final Map<Long, ResourceKey> all = new LinkedHashMap<>();
  private final Set<ResourceKey> known = new HashSet<>();
  private final Set<Long> shared = new HashSet<>();
  private final Set<Long> identifiers = new HashSet<>();
  private final List<ResourceKey> left = new ArrayList<>();

  Going(JdbcClient jdbc, SearchParameters parameters, References references, String patient) {
    this.jdbc = jdbc;
    this.parameters = parameters;
    this.references = references;
    this.patient = patient;
  }

  /**
   * @param masking tells of what refers to it whether anything is left of that
   */
  void gather(Masking masking) {
    Map<Long, ResourceKey> hers = keys("where r.patient = ? and r.method <> 'PURGE'", patient);
    shared.addAll(withOthers(hers));
    Map<Long, ResourceKey> found = new LinkedHashMap<>(hers);
    found.keySet().removeAll(shared);
    found.putAll(bundles());
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
    return identifiers;
  }

  /** Bundles that hold something of hers and of others. */
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

  /** Binaries that these versions point at, and nothing else does; notes her identifiers too. */
  private Map<Long, ResourceKey> attachments(Set<Long> rids) {
    Set<String> binaries = new HashSet<>();
    jdbc.sql(
            """
            select r.type, r.body from resource r where r.rid = any(?::bigint[])
            union all
            select r.type, v.body from resource_version v join resource r on r.rid = v.rid
            where v.rid = any(?::bigint[])
            """)
        .withFetchSize(FETCHED)
        .params(rids.toArray(Long[]::new), rids.toArray(Long[]::new))
        .query(
            row -> {
              byte[] body = row.getBytes(2);
              if (body.length > 0) {
                JsonNode tree = Json.MAPPER.readTree(body);
                collectBinaries(tree, binaries);
                if (row.getString(1).equals("Patient")) {
                  identifiers.addAll(References.identifiers(tree));
                }
              }
            });
    if (binaries.isEmpty()) {
      return new LinkedHashMap<>();
    }
    return keys(
        """
        where r.type = 'Binary' and r.id = any(?::text[]) and (r.patient is null or r.patient = ?)
          and not exists (
            select from resource o
            where o.rid <> all(?::bigint[]) and o.rid <> r.rid
              and position(convert_to('Binary/' || r.id, 'UTF8') in o.body) > 0)
        """,
        binaries.toArray(String[]::new),
        patient,
        rids());
  }

  private void collectBinaries(JsonNode node, Set<String> binaries) {
    node.properties()
        .forEach(
            field -> {
              if (field.getKey().equals("url") && field.getValue().isString()) {
                references
                    .target(field.getValue().asString())
                    .filter(key -> key.type().equals("Binary"))
                    .ifPresent(key -> binaries.add(key.id()));
              }
            });
    node.forEach(child -> collectBinaries(child, binaries));
  }

  /** Stored Bundles that hold her: no index knows what is in them. */
  private Map<Long, ResourceKey> bundles() {
    Map<Long, ResourceKey> hers = new LinkedHashMap<>();
    Set<ResourceKey> withOthers = new HashSet<>();
    Map<Long, ResourceKey> there = keys("where r.type = 'Bundle' and not r.deleted");
    jdbc.sql(
            """
            select v.rid, v.body from (
              select r.rid, r.body from resource r where r.rid = any(?::bigint[])
              union all
              select o.rid, o.body from resource_version o where o.rid = any(?::bigint[])) v
            where position(convert_to('Patient/' || ?, 'UTF8') in v.body) > 0
            """)
        .withFetchSize(FETCHED)
        .params(there.keySet().toArray(Long[]::new), there.keySet().toArray(Long[]::new), patient)
        .query(
            row -> {
              Set<String> named = named(new String(row.getBytes(2), StandardCharsets.UTF_8));
              ResourceKey key = there.get(row.getLong(1));
              if (key != null && named.remove(patient)) {
                hers.put(row.getLong(1), key);
                if (!named.isEmpty()) {
                  withOthers.add(key);
                }
              }
            });
    hers.values().removeAll(withOthers);
    left.addAll(withOthers);
    return hers;
  }

  private static Set<String> named(String body) {
    Set<String> named = new HashSet<>();
    Matcher matcher = PATIENT.matcher(body);
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    return named;
  }
}
