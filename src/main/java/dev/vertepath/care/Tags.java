package dev.vertepath.care;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the service notes of a work item in {@code meta.tag}: the values that it gave last, so that
 * other ones are known as a person's word.
 */
public final class Tags {

  /** The systems of these tags, which are of no use to others. */
  public static final Set<String> OWN_SYSTEMS =
      Set.of(
          Systems.GIVEN_STATUS,
          Systems.GIVEN_BUSINESS_STATUS,
          Systems.GIVEN_PERIOD,
          Systems.GIVEN_LABEL,
          Systems.PERSON_VERSION);

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
        body.path("meta") instanceof ObjectNode known ? known : body.putObject("meta");
    ArrayNode tags = Fhir.array();
    boolean there = false;
    for (JsonNode tag : ResourceReader.each(meta.path("tag"))) {
      boolean same = tag.path("system").asString("").equals(system);
      there |= same;
      tags.add(same ? Fhir.coding(system, code) : tag);
    }
    if (!there) {
      tags.add(Fhir.coding(system, code));
    }
    meta.set("tag", tags);
  }
}
