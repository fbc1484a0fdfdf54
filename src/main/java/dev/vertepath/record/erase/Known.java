package dev.vertepath.record.erase;

import dev.vertepath.record.index.References;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** By what a patient is known: the identifiers and the names that she ever had. */
final class Known {

  /** Less of a name tells nobody who is meant. */
  private static final int SHORTEST = 3;

  private final Set<Long> identifiers = new HashSet<>();
  private final Set<String> values = new HashSet<>();
  private final Set<String> words = new HashSet<>();

  /** Adds what a version of hers says. */
  void add(JsonNode patient) {
    identifiers.addAll(References.identifiers(patient));
    patient.path("identifier").forEach(one -> values.add(one.path("value").asString("")));
    for (JsonNode name : patient.path("name")) {
      List.of("text", "family").forEach(part -> words.addAll(parts(name.path(part))));
      name.path("given").forEach(given -> words.addAll(parts(given)));
    }
    words.removeIf(word -> word.length() < SHORTEST);
  }

  /** Hashes of systems and values. */
  Set<Long> identifiers() {
    return identifiers;
  }

  boolean hasIdentifier(String system, String value) {
    return identifiers.contains(References.identifierHash(system, value));
  }

  /** Of whatever system. */
  boolean hasIdentifier(String value) {
    return values.contains(value);
  }

  /** Whether a search for this text as a name would find her. */
  boolean isNamed(String text) {
    return parts(text).stream()
        .filter(part -> part.length() >= SHORTEST)
        .anyMatch(part -> words.stream().anyMatch(word -> word.contains(part)));
  }

  private static List<String> parts(JsonNode text) {
    return parts(text.asString(""));
  }

  private static List<String> parts(String text) {
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
    return Arrays.stream(folded.split("[^\\p{L}\\p{N}]+")).filter(part -> !part.isEmpty()).toList();
  }
}
