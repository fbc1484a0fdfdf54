package dev.vertepath.fhir.operation.meta;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profiles, tags and security labels of a meta. They are sets: a profile is known by its URL, a
 * tag and a label by system and code, whatever their version and display (R4
 * resource-operation-meta-add.html).
 */
final class Labels {

  private static final String PROFILE = "profile";
  private static final List<String> SETS = List.of(PROFILE, "security", "tag");

  private Labels() {}

  /** Changes {@code meta}: what is there already is left as it is. */
  static void add(ObjectNode meta, JsonNode labels) {
    for (String set : SETS) {
      ArrayNode kept = copy(meta.path(set));
      for (JsonNode label : labels.path(set)) {
        if (!holds(set, kept, label)) {
          kept.add(label);
        }
      }
      put(meta, set, kept);
    }
  }

  /** Changes {@code meta}: what is not there is no error. */
  static void delete(ObjectNode meta, JsonNode labels) {
    for (String set : SETS) {
      ArrayNode kept = Json.MAPPER.createArrayNode();
      for (JsonNode label : meta.path(set)) {
        if (!holds(set, labels.path(set), label)) {
          kept.add(label);
        }
      }
      put(meta, set, kept);
    }
  }

  /**
   * @param place of {@code labels}, as FHIRPath
   * @throws RecordException INVALID when there is no label, or one that could not be known again
   */
  static void requireSome(JsonNode labels, @Nullable String place) {
    List<Problem> problems = new ArrayList<>();
    boolean some = false;
    for (String set : SETS) {
      for (int i = 0; i < labels.path(set).size(); i++) {
        some = true;
        JsonNode label = labels.path(set).get(i);
        if (!set.equals(PROFILE) && !label.has("code")) {
          problems.add(
              new Problem(
                  "required",
                  "%s.%s[%d].code".formatted(place, set, i),
                  "A %s is known by its system and code: this one has no code."
                      .formatted(set.equals("tag") ? "tag" : "security label")));
        }
      }
    }
    if (!some) {
      problems.add(
          new Problem("required", place, "The meta names no profile, security label or tag."));
    }
    if (!problems.isEmpty()) {
      throw new RecordException(Kind.INVALID, problems);
    }
  }

  private static boolean holds(String set, JsonNode all, JsonNode label) {
    return all.valueStream().anyMatch(one -> same(set, one, label));
  }

  private static boolean same(String set, JsonNode one, JsonNode other) {
    return set.equals(PROFILE)
        ? one.equals(other)
        : one.path("system").equals(other.path("system"))
            && one.path("code").equals(other.path("code"));
  }

  private static ArrayNode copy(JsonNode labels) {
    ArrayNode copy = Json.MAPPER.createArrayNode();
    labels.forEach(copy::add);
    return copy;
  }

  private static void put(ObjectNode meta, String set, ArrayNode labels) {
    if (labels.isEmpty()) {
      meta.remove(set);
    } else {
      meta.set(set, labels);
    }
  }
}
