package dev.vertepath.care;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Resources of one patient, with the references between them resolved. */
final class PatientResources {

  private final RecordChange change;
  private final ZoneId zone;
  private final Map<String, ResourceReader> byReference = new LinkedHashMap<>();
  private final Map<String, TreeSet<String>> byIdentifier = new HashMap<>();

  /**
   * @param zone the facility's, in which a date without a zone is meant
   */
  PatientResources(Collection<StoredResource> stored, RecordChange change, ZoneId zone) {
    this.change = change;
    this.zone = zone;
    for (StoredResource resource : stored) {
      ResourceReader reader = read(resource);
      String reference = resource.key().reference();
      byReference.put(reference, reader);
      for (String identifier : reader.identifiers()) {
        byIdentifier
            .computeIfAbsent(resource.key().type() + " " + identifier, i -> new TreeSet<>())
            .add(reference);
      }
    }
  }

  /** Reads a version that need not be the current one. */
  ResourceReader read(StoredResource stored) {
    return new ResourceReader(stored, Json.MAPPER.readTree(stored.body()), zone, this::target);
  }

  Collection<ResourceReader> all() {
    return byReference.values();
  }

  @Nullable ResourceReader find(String reference) {
    return byReference.get(reference);
  }

  /**
   * The relative reference: as written, or by the identifier of the one resource that carries it.
   * Another server's resource is none of ours; a contained one is no fact of its own.
   */
  private @Nullable String target(JsonNode reference, String likelyType) {
    String literal = reference.path("reference").asString("");
    if (!literal.isEmpty()) {
      return change.target(literal).map(ResourceKey::reference).orElse(null);
    }
    JsonNode identifier = reference.path("identifier");
    String value = identifier.path("value").asString("");
    String type = reference.path("type").asString(likelyType);
    var found =
        byIdentifier.getOrDefault(
            // A logical type may be written as the URL of its definition.
            type.substring(type.lastIndexOf('/') + 1)
                + " "
                + identifier.path("system").asString("")
                + "|"
                + value,
            new TreeSet<>());
    return found.size() == 1 ? found.first() : null;
  }
}
