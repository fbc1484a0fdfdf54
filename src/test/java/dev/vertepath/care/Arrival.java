package dev.vertepath.care;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A resource on its way from a hospital system. JSON is written with {@code '} for quotes. */
record Arrival(ObjectNode body) {

  static Arrival of(String json) {
    return new Arrival((ObjectNode) tree(json));
  }

  private static JsonNode tree(String json) {
    return Json.MAPPER.readTree(json.replace('\'', '"'));
  }

  /** The same with another element. */
  Arrival with(String element, String json) {
    ObjectNode changed = body.deepCopy();
    changed.set(element, tree(json));
    return new Arrival(changed);
  }

  Arrival without(String element) {
    ObjectNode changed = body.deepCopy();
    changed.remove(element);
    return new Arrival(changed);
  }

  ResourceKey key() {
    return new ResourceKey(body.path("resourceType").asString(), body.path("id").asString());
  }

  String reference() {
    return key().reference();
  }

  Interaction update() {
    return new Interaction.Update(null, key(), body, null);
  }

  /** Names the version that the sender read. */
  Interaction updateOf(long version) {
    return new Interaction.Update(null, key(), body, version);
  }
}
