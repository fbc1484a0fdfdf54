package dev.vertepath.care;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the service notes of a work item in {@code meta.tag}: the values that it gave last, so that
 * other ones are known as a person's word.
 */
final class Tags {

  private Tags() {}

  static @Nullable String get(JsonNode body, String system) {
    for (JsonNode tag : ResourceReader.each(body.path("meta").path("tag"))) {
      if (tag.path("system").asString("").equals(system)) {
        return tag.path("code").asString("");
      }
    }
    return null;
  }

  static void set(ObjectNode body, String system, String code) {
    if (code.equals(get(body, system))) {
      return;
    }
    ObjectNode meta =
        body.path("meta") instanceof ObjectNode there ? there : body.putObject("meta");
    var tags = Fhir.array(Fhir.coding(system, code));
    for (JsonNode tag : ResourceReader.each(meta.path("tag"))) {
      if (!tag.path("system").asString("").equals(system)) {
        tags.add(tag);
      }
    }
    meta.set("tag", tags);
  }
}
