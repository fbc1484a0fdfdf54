package dev.vertepath.record.erase;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.IndexRows;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.SearchParameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Empties, in what stays, each reference to what goes: in every version, so that none of them tells
 * whom it was about. An empty one says that it is masked (R4 extension-data-absent-reason).
 */
final class Masking {

  private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  private static final String REFERRING =
      """
      select f.rid from (select unnest(?::text[]) as type, unnest(?::text[]) as id) k
      join %s f on f.target_type = k.type collate "C" and f.target_id = k.id collate "C"
      """;

  private final JdbcClient jdbc;
  private final SearchParameters parameters;
  private final Extraction extraction;
  private final References references;
  private final String patient;

  Masking(
      JdbcClient jdbc,
      SearchParameters parameters,
      Extraction extraction,
      References references,
      String patient) {
    this.jdbc = jdbc;
    this.parameters = parameters;
    this.extraction = extraction;
    this.references = references;
    this.patient = patient;
  }

  /**
   * A version of a resource that stays.
   *
   * @param version null for the current one
   */
  private record Version(long rid, @Nullable Long version, ResourceKey key, byte[] body) {}

  /** What tells of nothing any more when its references are empty: it goes as well. */
  Map<Long, ResourceKey> emptiedWholly(Going going) {
    Map<Long, ResourceKey> wholly = new LinkedHashMap<>();
    for (Version current : current(referring(going), List.of("Provenance", "Binary"))) {
      var body = (ObjectNode) Json.MAPPER.readTree(current.body());
      boolean changed = mask(body, going);
      if (changed && !tellsOfAnything(body)) {
        wholly.put(current.rid(), current.key());
      }
    }
    return wholly;
  }

  /** A Binary is whose its security context is; a Provenance tells of its targets. */
  private static boolean tellsOfAnything(JsonNode body) {
    if (body.path("resourceType").asString("").equals("Binary")) {
      return body.at("/securityContext/reference").isString();
    }
    for (JsonNode target : body.path("target")) {
      if (!target.has("extension")) {
        return true;
      }
    }
    return false;
  }

  /**
   * @return in how many resources anything was emptied
   */
  int empty(Going going) {
    Set<Long> rids = referring(going);
    rids.addAll(going.shared());
    for (Version version : current(rids, List.of())) {
      change(version, going);
    }
    for (Version version : older(rids)) {
      change(version, going);
    }
    for (String table : List.of("reference", "past_reference")) {
      jdbc.sql(
              """
              delete from %s f using (select unnest(?::text[]) as type, unnest(?::text[]) as id) k
              where f.rid = any(?::bigint[]) and f.target_type = k.type collate "C"
                and f.target_id = k.id collate "C"
              """
                  .formatted(table))
          .params(types(going), ids(going), rids.toArray(Long[]::new))
          .update();
      jdbc.sql(
              "delete from %s where rid = any(?::bigint[]) and identifier = any(?::bigint[])"
                  .formatted(table))
          .params(rids.toArray(Long[]::new), going.identifiers().toArray(Long[]::new))
          .update();
    }
    going.shared().forEach(this::giveToAnother);
    return rids.size();
  }

  private void change(Version version, Going going) {
    if (version.body().length == 0) {
      return;
    }
    var before = (ObjectNode) Json.MAPPER.readTree(version.body());
    ObjectNode after = before.deepCopy();
    if (!mask(after, going)) {
      return;
    }
    byte[] body = Json.MAPPER.writeValueAsBytes(after);
    Set<Long> gone = tokens(version.key().type(), before);
    gone.removeAll(tokens(version.key().type(), after));
    if (version.version() == null) {
      jdbc.sql("update resource set body = ? where rid = ?").params(body, version.rid()).update();
    } else {
      jdbc.sql("update resource_version set body = ? where rid = ? and version = ?")
          .params(body, version.rid(), version.version())
          .update();
    }
    for (String table : List.of("search_token", "past_token")) {
      jdbc.sql(
              """
              update %s set tokens = array(select unnest(tokens) except select unnest(?::bigint[]))
              where rid = ?
              """
                  .formatted(table))
          .params(gone.toArray(Long[]::new), version.rid())
          .update();
    }
  }

  private Set<Long> tokens(String type, ObjectNode body) {
    try {
      return new TreeSet<>(extraction.of(type, body).tokens());
    } catch (RecordException notComparable) {
      // Then the index holds nothing of this version.
      return new TreeSet<>();
    }
  }

  /** What belonged to several patients belongs to the next one of them. */
  private void giveToAnother(long rid) {
    IndexRows rows = IndexRows.empty();
    String type =
        jdbc.sql("select type from resource where rid = ?").param(rid).query(String.class).single();
    jdbc.sql("select param, target_type, target_id from reference where rid = ?")
        .param(rid)
        .query(
            row -> {
              rows.references()
                  .add(
                      new IndexRows.ReferenceRow(
                          row.getString(1), row.getString(2), row.getString(3), null));
            });
    String next = rows.patient(parameters.patientReferences(type));
    for (String table : List.of("resource", "resource_version")) {
      jdbc.sql("update " + table + " set patient = ? where rid = ? and patient = ?")
          .param(next)
          .param(rid)
          .param(patient)
          .update();
    }
  }

  private Set<Long> referring(Going going) {
    Set<Long> rids = new TreeSet<>();
    for (String table : List.of("reference", "past_reference")) {
      rids.addAll(
          jdbc.sql(REFERRING.formatted(table))
              .params(types(going), ids(going))
              .query((row, number) -> row.getLong(1))
              .list());
    }
    rids.removeAll(Set.of(going.rids()));
    return rids;
  }

  private List<Version> current(Set<Long> rids, List<String> types) {
    return jdbc
        .sql(
            """
            select r.rid, null::bigint, r.type, r.id, r.body from resource r
            where r.rid = any(?::bigint[]) and (cardinality(?::text[]) = 0 or r.type = any(?::text[]))
            order by r.rid for update
            """)
        .params(
            rids.toArray(Long[]::new), types.toArray(String[]::new), types.toArray(String[]::new))
        .query(Masking::read)
        .list()
        .stream()
        .filter(version -> version.body().length > 0)
        .toList();
  }

  private List<Version> older(Set<Long> rids) {
    return jdbc.sql(
            """
            select v.rid, v.version, r.type, r.id, v.body
            from resource_version v join resource r on r.rid = v.rid
            where v.rid = any(?::bigint[]) order by v.rid, v.version
            """)
        .param(rids.toArray(Long[]::new))
        .query(Masking::read)
        .list();
  }

  private static Version read(ResultSet row, int number) throws SQLException {
    long version = row.getLong(2);
    boolean current = row.wasNull();
    return new Version(
        row.getLong(1),
        current ? null : Long.valueOf(version),
        new ResourceKey(row.getString(3), row.getString(4)),
        row.getBytes(5));
  }

  /** Whether anything had to be emptied. */
  private boolean mask(JsonNode node, Going going) {
    if (node instanceof ObjectNode object && isReferenceToThem(object, going)) {
      object.removeAll();
      object.putArray("extension").addObject().put("url", ABSENT).put("valueCode", "masked");
      return true;
    }
    boolean changed = false;
    for (JsonNode child : node) {
      changed |= mask(child, going);
    }
    return changed;
  }

  private boolean isReferenceToThem(ObjectNode node, Going going) {
    JsonNode literal = node.path("reference");
    if (literal.isString()) {
      return references.target(literal.asString()).filter(going::has).isPresent();
    }
    return node.path("identifier").isObject()
        && !node.has("resourceType")
        && References.identifiers(node).stream().anyMatch(going.identifiers()::contains);
  }

  private static String[] types(Going going) {
    return going.keys().stream().map(ResourceKey::type).toArray(String[]::new);
  }

  private static String[] ids(Going going) {
    return going.keys().stream().map(ResourceKey::id).toArray(String[]::new);
  }
}
