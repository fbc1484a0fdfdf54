package dev.vertepath.care;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The labels R and V of v3-Confidentiality: a work item bears the highest of what it refers to,
 * directly or by another work item, so that it tells nobody what those hide.
 */
final class Confidentiality {

  private static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

  /** By level, 0 for none. */
  private static final List<String> CODES = List.of("", "R", "V");

  private final Map<String, Integer> levels = new HashMap<>();

  private Confidentiality() {}

  /** Gives the items their labels, and takes back those that no longer follow. */
  static void carry(Collection<WorkItem> items, PatientResources resources) {
    var labels = new Confidentiality();
    Set<String> own = new HashSet<>();
    items.forEach(item -> own.add(item.key().reference()));
    for (ResourceReader resource : resources.all()) {
      String reference = resource.key().reference();
      if (!own.contains(reference)) {
        labels.levels.put(reference, level(resource.body()));
      }
    }
    while (labels.spread(items)) {
      // Items refer to items.
    }
    items.forEach(
        item -> label(item.body(), labels.levels.getOrDefault(item.key().reference(), 0)));
  }

  /** Whether any level has risen. */
  private boolean spread(Collection<WorkItem> items) {
    boolean risen = false;
    for (WorkItem item : items) {
      int level = highest(item.body());
      Integer before = levels.put(item.key().reference(), level);
      risen |= level > (before == null ? 0 : before);
    }
    return risen;
  }

  private int highest(JsonNode node) {
    int level = 0;
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().equals("reference") && field.getValue().isString()) {
        String reference = field.getValue().asString().replaceFirst("/_history/.*", "");
        level = Math.max(level, levels.getOrDefault(reference, 0));
      }
    }
    for (JsonNode child : node) {
      level = Math.max(level, highest(child));
    }
    return level;
  }

  private static int level(JsonNode body) {
    int level = 0;
    for (JsonNode label : ResourceReader.each(body.path("meta").path("security"))) {
      if (label.path("system").asString("").equals(SYSTEM)) {
        level = Math.max(level, CODES.indexOf(label.path("code").asString("")));
      }
    }
    return level;
  }

  /** A label that a person gave stays. */
  private static void label(ObjectNode body, int level) {
    String given = Tags.get(body, Systems.GIVEN_LABEL);
    if (given == null && level <= level(body)) {
      return;
    }
    if (given != null) {
      takeBack(body, given);
    }
    String code = level > level(body) ? CODES.get(level) : "";
    if (given != null || !code.isEmpty()) {
      Tags.set(body, Systems.GIVEN_LABEL, code.isEmpty() ? "none" : code);
    }
    if (!code.isEmpty()) {
      ((ObjectNode) body.path("meta")).withArray("security").add(Fhir.coding(SYSTEM, code));
    }
  }

  private static void takeBack(ObjectNode body, String given) {
    ArrayNode kept = Fhir.array();
    for (JsonNode label : ResourceReader.each(body.path("meta").path("security"))) {
      boolean own =
          label.path("system").asString("").equals(SYSTEM)
              && label.path("code").asString("").equals(given);
      if (!own) {
        kept.add(label);
      }
    }
    var meta = (ObjectNode) body.path("meta");
    if (kept.isEmpty()) {
      meta.remove("security");
    } else {
      meta.set("security", kept);
    }
  }
}
