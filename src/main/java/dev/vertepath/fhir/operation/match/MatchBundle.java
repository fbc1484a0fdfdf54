package dev.vertepath.fhir.operation.match;

import dev.vertepath.fhir.operation.match.Ranking.Ranked;
import dev.vertepath.record.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answer of {@code $match}: a searchset, each entry with its score and grade. */
final class MatchBundle {

  private static final String GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade";

  private MatchBundle() {}

  /**
   * @param count how many are given at most; the total counts all
   * @param warnings for a person, as an entry of their own
   */
  static byte[] of(String base, List<Ranked> matches, int count, List<String> warnings) {
    ObjectNode bundle = Json.MAPPER.createObjectNode();
    bundle.put("resourceType", "Bundle").put("type", "searchset").put("total", matches.size());
    if (!matches.isEmpty() || !warnings.isEmpty()) {
      ArrayNode entries = bundle.putArray("entry");
      matches.stream().limit(count).forEach(match -> write(entries.addObject(), base, match));
      if (!warnings.isEmpty()) {
        warn(entries.addObject(), warnings);
      }
    }
    return Json.MAPPER.writeValueAsBytes(bundle);
  }

  private static void write(ObjectNode entry, String base, Ranked match) {
    entry.put("fullUrl", base + "/" + match.key());
    entry.set("resource", match.body());
    ObjectNode search = entry.putObject("search");
    search
        .putArray("extension")
        .addObject()
        .put("url", GRADE)
        .put("valueCode", match.rating().grade().code());
    search.put("mode", "match").put("score", match.rating().score());
  }

  private static void warn(ObjectNode entry, List<String> warnings) {
    ObjectNode outcome = entry.putObject("resource").put("resourceType", "OperationOutcome");
    ArrayNode issues = outcome.putArray("issue");
    for (String warning : warnings) {
      issues
          .addObject()
          .put("severity", "warning")
          .put("code", "incomplete")
          .put("diagnostics", warning);
    }
    entry.putObject("search").put("mode", "outcome");
  }
}
