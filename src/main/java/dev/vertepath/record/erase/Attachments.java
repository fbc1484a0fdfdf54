package dev.vertepath.record.erase;

import dev.vertepath.record.Json;
import dev.vertepath.record.index.References;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Binaries that what goes points at, and nothing else does. No index knows who points at one. */
final class Attachments {

  private static final int FETCHED = 100;

  private static final Pattern BINARY = Pattern.compile("Binary\\\\?/([A-Za-z0-9.-]{1,64})");

  private final JdbcClient jdbc;
  private final References references;
  private final String patient;

  Attachments(JdbcClient jdbc, References references, String patient) {
    this.jdbc = jdbc;
    this.references = references;
    this.patient = patient;
  }

  /**
   * @param rids of what goes newly
   * @param going row ids of all that goes
   * @return logical ids
   */
  Set<String> of(Set<Long> rids, Long[] going) {
    Map<String, Long> pointedAt = there(pointedAt(rids));
    if (!pointedAt.isEmpty()) {
      pointedAt.keySet().removeAll(pointedAtByOthers(pointedAt, going));
    }
    return pointedAt.keySet();
  }

  private Set<String> pointedAt(Set<Long> rids) {
    Set<String> binaries = new HashSet<>();
    jdbc.sql(
            """
            select v.body from (
              select r.body from resource r where r.rid = any(?::bigint[])
              union all
              select o.body from resource_version o where o.rid = any(?::bigint[])) v
            where position('Binary'::bytea in v.body) > 0
            """)
        .withFetchSize(FETCHED)
        .params(rids.toArray(Long[]::new), rids.toArray(Long[]::new))
        .query(
            row -> {
              collect(Json.MAPPER.readTree(row.getBytes(1)), binaries);
            });
    return binaries;
  }

  private void collect(JsonNode node, Set<String> binaries) {
    node.properties()
        .forEach(
            field -> {
              boolean points = field.getKey().equals("url") || field.getKey().equals("reference");
              if (points && field.getValue().isString()) {
                references
                    .target(field.getValue().asString())
                    .filter(key -> key.type().equals("Binary"))
                    .ifPresent(key -> binaries.add(key.id()));
              }
            });
    node.forEach(child -> collect(child, binaries));
  }

  /** By logical id. */
  private Map<String, Long> there(Set<String> ids) {
    Map<String, Long> there = new HashMap<>();
    jdbc.sql(
            """
            select r.id, r.rid from resource r
            where r.type = 'Binary' and r.id = any(?::text[]) and (r.patient is null or r.patient = ?)
            """)
        .params(ids.toArray(String[]::new), patient)
        .query(
            row -> {
              there.put(row.getString(1), row.getLong(2));
            });
    return there;
  }

  /** That a Provenance tells where it is from holds no Binary. */
  private Set<String> pointedAtByOthers(Map<String, Long> binaries, Long[] going) {
    Set<String> kept = new HashSet<>();
    jdbc.sql(
            """
            select r.rid, r.body from resource r
            where r.rid <> all(?::bigint[]) and r.type <> 'Provenance'
              and position('Binary'::bytea in r.body) > 0
            """)
        .withFetchSize(FETCHED)
        .param(going)
        .query(
            row -> {
              long rid = row.getLong(1);
              Matcher named = BINARY.matcher(new String(row.getBytes(2), StandardCharsets.UTF_8));
              while (named.find()) {
                Long binary = binaries.get(named.group(1));
                if (binary != null && binary != rid) {
                  kept.add(named.group(1));
                }
              }
            });
    return kept;
  }
}
