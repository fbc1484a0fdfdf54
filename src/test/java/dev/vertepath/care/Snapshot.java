package dev.vertepath.care;

import dev.vertepath.record.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that is kept of a patient, as text that can be compared between patients: current
 * resources and workflow rows, without versions, times of storage and ids that the server gave.
 */
final class Snapshot {

  private static final List<String> WORKFLOW =
      List.of(
          "select to_jsonb(x) from pathway_patient x where patient = ?",
          "select to_jsonb(x) from episode x where patient = ?",
          "select to_jsonb(x) - 'recorded' from episode_transition x where patient = ?",
          "select to_jsonb(x) from follow_up x where patient = ?");

  private Snapshot() {}

  /**
   * @param patient the logical id
   * @param name what the identifiers of the patient's resources begin with
   */
  static String of(JdbcClient jdbc, String patient, String name) {
    var texts = new ArrayList<String>();
    var names =
        new TreeMap<String, String>(
            Comparator.comparing(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    // How she came to be known is another story for each order.
    jdbc.sql(
            """
            select body from resource where patient = ? and not deleted and type <> 'Provenance'
            """)
        .param(patient)
        .query((row, number) -> (ObjectNode) Json.MAPPER.readTree(row.getBytes(1)))
        .list()
        .forEach(
            body -> {
              names.put(
                  body.path("id").asString(),
                  "{" + body.at("/identifier/0/value").asString() + "}");
              ((ObjectNode) body.path("meta")).remove(List.of("versionId", "lastUpdated"));
              texts.add(sorted(body).toPrettyString());
            });
    for (String sql : WORKFLOW) {
      jdbc.sql(sql)
          .param(patient)
          .query((row, number) -> row.getString(1))
          .list()
          .forEach(texts::add);
    }
    return texts.stream()
        .map(text -> anonymous(text, names, name))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** Names of work items hold ids themselves, so theirs, the longest, are replaced first. */
  private static String anonymous(String text, Map<String, String> names, String name) {
    String anonymous = text;
    for (Map.Entry<String, String> entry : names.entrySet()) {
      anonymous = anonymous.replace(entry.getKey(), entry.getValue());
    }
    return anonymous.replace(name, "P");
  }

  /** With the elements in one order, which JSON does not care for. */
  static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        var fields = new TreeMap<String, JsonNode>();
        object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
        ObjectNode sorted = Json.MAPPER.createObjectNode();
        fields.forEach(sorted::set);
        yield sorted;
      }
      case ArrayNode array -> {
        ArrayNode sorted = Json.MAPPER.createArrayNode();
        array.forEach(element -> sorted.add(sorted(element)));
        yield sorted;
      }
      default -> node;
    };
  }
}
