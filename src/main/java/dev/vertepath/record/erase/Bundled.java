package dev.vertepath.record.erase;

import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.References;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Whom a stored Bundle holds, or Parameters. A Patient within it may be her under whatever id its
 * sender gives her there: by one of her identifiers, or as what her URL names.
 */
final class Bundled {

  private static final Pattern PATIENT = Pattern.compile("Patient\\\\?/([A-Za-z0-9.-]{1,64})");

  private final References references;
  private final ResourceKey patient;
  private final Set<Long> identifiers;
  private final Set<String> aliases = new HashSet<>();
  private boolean hers;
  private boolean others;

  private Bundled(References references, ResourceKey patient, Set<Long> identifiers) {
    this.references = references;
    this.patient = patient;
    this.identifiers = identifiers;
    aliases.add(patient.id());
  }

  /**
   * @param identifiers hashes of those that she ever had
   */
  static Bundled of(
      byte[] body, References references, ResourceKey patient, Set<Long> identifiers) {
    var bundled = new Bundled(references, patient, identifiers);
    JsonNode bundle = Json.MAPPER.readTree(body);
    bundled.patients(bundle, "");
    bundled.named(new String(body, StandardCharsets.UTF_8));
    return bundled;
  }

  boolean holdsHer() {
    return hers;
  }

  boolean holdsOthers() {
    return others;
  }

  private void patients(JsonNode node, String fullUrl) {
    if (node.path("resourceType").asString("").equals("Patient")) {
      if (isShe(node, fullUrl)) {
        hers = true;
        aliases.add(node.path("id").asString(""));
      } else {
        others = true;
      }
    } else if (isByIdentifier(node)) {
      if (References.identifiers(node).stream().anyMatch(identifiers::contains)) {
        hers = true;
      } else if (node.path("type").asString("").equals("Patient")) {
        others = true;
      }
    }
    for (JsonNode child : node) {
      patients(child, node.path("fullUrl").asString(""));
    }
  }

  private boolean isShe(JsonNode resource, String fullUrl) {
    if (References.identifiers(resource).stream().anyMatch(identifiers::contains)) {
      return true;
    }
    boolean elsewhere = fullUrl.startsWith("http");
    return elsewhere
        ? references.target(fullUrl).filter(patient::equals).isPresent()
        : resource.path("id").asString("").equals(patient.id());
  }

  private static boolean isByIdentifier(JsonNode node) {
    return node.path("identifier").isObject()
        && !node.has("resourceType")
        && !node.path("reference").isString();
  }

  /** Every URL of a Patient, wherever it stands. */
  private void named(String body) {
    Matcher matcher = PATIENT.matcher(body);
    while (matcher.find()) {
      if (matcher.group(1).equals(patient.id())) {
        hers = true;
      } else if (!aliases.contains(matcher.group(1))) {
        others = true;
      }
    }
  }
}
