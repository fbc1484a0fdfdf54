package dev.vertepath.fhir.operation.match;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rates candidates, and puts the best first. */
final class Ranking {

  private final ClinicalRecord record;
  private final Person asked;
  private final String base;
  private final Map<ResourceKey, Ranked> byKey = new LinkedHashMap<>();

  /** A patient with her rating; the body is that of the record. */
  record Ranked(ResourceKey key, ObjectNode body, Rating rating) {}

  Ranking(ClinicalRecord record, Person asked, String base) {
    this.record = record;
    this.asked = asked;
    this.base = base;
  }

  /** Those that may be the one; and those that share a number with her, but cannot be. */
  List<Ranked> of(List<StoredResource> candidates) {
    candidates.forEach(this::rate);
    return byKey.values().stream()
        .sorted(
            Comparator.comparing(Ranked::rating, Rating.ORDER)
                .thenComparing(ranked -> !isActive(ranked.body()))
                .thenComparing(ranked -> ranked.key().id()))
        .toList();
  }

  private void rate(StoredResource candidate) {
    ObjectNode body = body(candidate);
    Set<Evidence> evidence = Comparison.of(asked, Person.of(body));
    StoredResource current = current(candidate);
    ObjectNode standing = current.key().equals(candidate.key()) ? body : body(current);
    Rating rating = Rating.of(evidence, isActive(standing));
    if (rating.grade() != Grade.CERTAINLY_NOT || evidence.contains(Evidence.IDENTIFIER_SHARED)) {
      byKey.merge(current.key(), new Ranked(current.key(), standing, rating), Ranking::better);
    }
  }

  private static Ranked better(Ranked one, Ranked other) {
    return Rating.ORDER.compare(one.rating(), other.rating()) <= 0 ? one : other;
  }

  /** Follows replacements to the record that is in use; two that replace one another end it. */
  private StoredResource current(StoredResource candidate) {
    Set<ResourceKey> seen = new HashSet<>();
    StoredResource current = candidate;
    while (seen.add(current.key())) {
      StoredResource next = Candidates.successor(record, replacedBy(body(current)), base);
      if (next == null) {
        return current;
      }
      current = next;
    }
    return candidate;
  }

  private static @Nullable String replacedBy(JsonNode patient) {
    for (JsonNode link : patient.path("link")) {
      if (link.path("type").asString("").equals("replaced-by")) {
        return link.at("/other/reference").asString("");
      }
    }
    return null;
  }

  private static boolean isActive(JsonNode patient) {
    return patient.path("active").asBoolean(true);
  }

  private static ObjectNode body(StoredResource stored) {
    return (ObjectNode) Json.MAPPER.readTree(stored.body());
  }
}
