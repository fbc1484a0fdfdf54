package dev.vertepath.exchange.message;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The business identifiers of a resource. */
final class Identifiers {

  private static final Set<String> PASSING = Set.of("temp", "old");

  private Identifiers() {}

  /**
   * An identifier with system and value.
   *
   * @param use as R4 has it; empty for none
   */
  record Identifier(String system, String value, String use) {

    /** As searches and the ledger write it. */
    String token() {
      return system + "|" + value;
    }
  }

  /** Those that others know it by: official ones first, none that is old or of the moment. */
  static List<Identifier> lasting(JsonNode resource) {
    return all(resource).stream()
        .filter(one -> !PASSING.contains(one.use()))
        .sorted(Comparator.comparing(one -> one.use().equals("official") ? 0 : 1))
        .toList();
  }

  static List<Identifier> all(JsonNode resource) {
    JsonNode own = resource.path("identifier");
    List<Identifier> found = new ArrayList<>();
    for (JsonNode one : own.isArray() ? own : List.of(own)) {
      String system = one.path("system").asString("");
      String value = one.path("value").asString("");
      if (!system.isEmpty() && !value.isEmpty()) {
        found.add(new Identifier(system, value, one.path("use").asString("")));
      }
    }
    return found;
  }

  /** A search for whatever carries any of them, encoded. */
  static String query(List<Identifier> identifiers) {
    return identifiers.stream()
        .map(one -> encoded(one.system()) + "%7C" + encoded(one.value()))
        .collect(Collectors.joining(",", "identifier=", ""));
  }

  /** Escaped for searches (R4 search.html, "Escaping Search Parameters"), then for URLs. */
  private static String encoded(String text) {
    return URLEncoder.encode(text.replaceAll("([\\\\,|$])", "\\\\$1"), StandardCharsets.UTF_8);
  }
}
