package dev.vertepath.record.erase;

import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.index.References;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Patients whose link says that they are replaced by another (R4 Patient.link). */
final class Replaced {

  private final JdbcClient jdbc;
  private final References references;

  Replaced(JdbcClient jdbc, References references) {
    this.jdbc = jdbc;
    this.references = references;
  }

  /**
   * @param sight out of which nobody is
   * @return logical ids of those whom she replaced, and whom they replaced before
   */
  List<String> by(String patient, Sight sight) {
    Set<String> found = new LinkedHashSet<>(Set.of(patient));
    Deque<String> next = new ArrayDeque<>(found);
    while (!next.isEmpty()) {
      for (String one : directly(next.remove(), sight)) {
        if (found.add(one)) {
          next.add(one);
        }
      }
    }
    found.remove(patient);
    return List.copyOf(found);
  }

  private List<String> directly(String patient, Sight sight) {
    var survivor = new ResourceKey("Patient", patient);
    List<Object> arguments = new ArrayList<>(sight.arguments());
    arguments.add(patient);
    List<String> replaced = new ArrayList<>();
    jdbc.sql(
            """
            %s select r.id, r.body from reference f
            join resource r on r.rid = f.rid and r.type = 'Patient' and not r.deleted
            where f.target_type = 'Patient' and f.target_id = ? and %s order by r.rid
            """
                .formatted(sight.isAll() ? "" : "with " + sight.row(), sight.of("r")))
        .params(arguments)
        .query(
            row -> {
              if (isReplacedBy(Json.MAPPER.readTree(row.getBytes(2)), survivor)) {
                replaced.add(row.getString(1));
              }
            });
    return replaced;
  }

  private boolean isReplacedBy(JsonNode patient, ResourceKey survivor) {
    for (JsonNode link : patient.path("link")) {
      if (link.path("type").asString("").equals("replaced-by")
          && references
              .target(link.at("/other/reference").asString(""))
              .filter(survivor::equals)
              .isPresent()) {
        return true;
      }
    }
    return false;
  }
}
