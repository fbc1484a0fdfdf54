package dev.vertepath.exchange.message;

import dev.vertepath.exchange.message.Identifiers.Identifier;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A patient as a message tells of her, who is known already. The message says all that it has to
 * say of her, but knows neither the identifiers that others gave her, nor with whom she was merged,
 * nor who else sees her.
 */
final class ToldPatient {

  private static final String MANAGING = "managingOrganization";

  private final ObjectNode told;
  private final Map<String, String> known;

  /**
   * @param known which patient lies behind a fullUrl of the message, as a reference
   */
  ToldPatient(ObjectNode told, Map<String, String> known) {
    this.told = told;
    this.known = known;
  }

  ObjectNode over(ObjectNode current) {
    ObjectNode patient = told.deepCopy();
    patient.put("id", current.path("id").asString());
    if (current.has("meta") && !patient.has("meta")) {
      patient.set("meta", current.path("meta").deepCopy());
    }
    identifiers(patient, current);
    resolve(patient);
    links(patient, current);
    if (!patient.has(MANAGING) && current.has(MANAGING)) {
      patient.set(MANAGING, current.path(MANAGING).deepCopy());
    }
    return patient;
  }

  /** All that is known stays, with the identifiers and links that are told besides. */
  ObjectNode beside(ObjectNode current) {
    ObjectNode patient = current.deepCopy();
    identifiers(patient, told);
    ObjectNode linked = told.deepCopy();
    resolve(linked);
    links(patient, linked);
    return patient;
  }

  private static void identifiers(ObjectNode patient, ObjectNode current) {
    Set<String> said = new HashSet<>();
    Identifiers.all(patient).stream().map(Identifier::token).forEach(said::add);
    ArrayNode all = patient.withArray("identifier");
    for (JsonNode known : current.path("identifier")) {
      String token = known.path("system").asString("") + "|" + known.path("value").asString("");
      if (said.add(token)) {
        all.add(known.deepCopy());
      }
    }
  }

  /** Adds those links that are not there yet. */
  private static void links(ObjectNode patient, ObjectNode others) {
    Set<String> said = new HashSet<>();
    patient.path("link").forEach(link -> said.add(key(link)));
    for (JsonNode link : others.path("link")) {
      if (said.add(key(link))) {
        patient.withArray("link").add(link.deepCopy());
      }
    }
    if (isReplaced(patient)) {
      patient.put("active", false);
    }
  }

  /** Lets links to patients of the same message name them as the record does, where it can. */
  private void resolve(ObjectNode patient) {
    for (JsonNode link : patient.path("link")) {
      if (link.path("other") instanceof ObjectNode other && other.has("reference")) {
        String url = other.path("reference").asString("");
        other.put("reference", known.getOrDefault(url, url));
      }
    }
  }

  private static String key(JsonNode link) {
    return link.path("type").asString("") + " " + link.at("/other/reference").asString("");
  }

  static boolean isReplaced(JsonNode patient) {
    return patient
        .path("link")
        .valueStream()
        .anyMatch(link -> link.path("type").asString("").equals("replaced-by"));
  }
}
