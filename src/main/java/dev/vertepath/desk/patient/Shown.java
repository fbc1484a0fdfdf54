package dev.vertepath.desk.patient;

import dev.vertepath.pathway.Code;
import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A version of a resource, as pages show it.
 *
 * @param stored when this version was stored
 */
record Shown(ResourceKey key, long version, Instant stored, JsonNode body) {

  static final String OWN = "https://vertepath.dev/fhir/CodeSystem/";
  private static final String WORK_ITEM = "https://vertepath.dev/fhir/work-item";

  static Shown of(StoredResource stored) {
    return new Shown(
        stored.key(), stored.version(), stored.lastUpdated(), Json.MAPPER.readTree(stored.body()));
  }

  public String reference() {
    return key.reference();
  }

  /** The page that shows this version as it is stored. */
  public String path() {
    return "/desk/resources/%s/%s/%d".formatted(key.type(), key.id(), version);
  }

  /** The key of a work item of the service, as in {@code case/Condition/1}; else empty. */
  public String workItem() {
    for (JsonNode identifier : each(body.path("identifier"))) {
      if (identifier.path("system").asString("").equals(WORK_ITEM)) {
        return identifier.path("value").asString("");
      }
    }
    return "";
  }

  /** What kind of work item it is, as in {@code case}. */
  public String kind() {
    return workItem().replaceFirst("/.*", "");
  }

  public String text(String pointer) {
    return body.at(pointer).asString("");
  }

  public String status() {
    return text("/status");
  }

  /** The code of one of this project's systems in a concept; empty when there is none. */
  String own(String element, String system) {
    for (Code code : codes(body.path(element))) {
      if (code.system().equals(OWN + system)) {
        return code.code();
      }
    }
    return "";
  }

  /** A concept in words: its text, a display, or a code. */
  public String words(String element) {
    return words(body.path(element));
  }

  static String words(JsonNode concept) {
    JsonNode one = concept.isArray() ? concept.path(0) : concept;
    String text = one.path("text").asString("");
    if (!text.isEmpty()) {
      return text;
    }
    for (JsonNode coding : each(one.path("coding"))) {
      String display = coding.path("display").asString("");
      if (!display.isEmpty()) {
        return display;
      }
    }
    return one.at("/coding/0/code").asString("");
  }

  List<Code> codes(String element) {
    return codes(body.path(element));
  }

  /** All codings of a concept, or of several. */
  static List<Code> codes(JsonNode concepts) {
    List<Code> codes = new ArrayList<>();
    for (JsonNode concept : concepts.isArray() ? each(concepts) : List.of(concepts)) {
      for (JsonNode coding : each(concept.path("coding"))) {
        codes.add(new Code(coding.path("system").asString(""), coding.path("code").asString("")));
      }
    }
    return codes;
  }

  static Iterable<JsonNode> each(JsonNode array) {
    return array.isArray() ? array.values() : List.of();
  }
}
