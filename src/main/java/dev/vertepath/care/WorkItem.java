package dev.vertepath.care;

import com.google.common.hash.Hashing;
import dev.vertepath.record.ResourceKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource that the service makes of the facts. Its key is in {@code identifier}, and its id
 * follows from the key: whatever arrives again makes the same one.
 */
final class WorkItem {

  private static final int ID_LENGTH = 32;

  private WorkItem() {}

  static ResourceKey at(String type, String key) {
    String hash = Hashing.sha256().hashString(type + " " + key, StandardCharsets.UTF_8).toString();
    return new ResourceKey(type, "wi-" + hash.substring(0, ID_LENGTH));
  }

  static String reference(String type, String key) {
    return at(type, key).reference();
  }

  /** The key of a work item; null for a resource that the service did not make. */
  static @Nullable String key(JsonNode body) {
    for (JsonNode identifier : ResourceReader.each(body.path("identifier"))) {
      if (identifier.path("system").asString("").equals(Systems.WORK_ITEM)) {
        String key = identifier.path("value").asString("");
        String type = body.path("resourceType").asString("");
        // A copy under another id is not the item itself.
        return body.path("id").asString("").equals(at(type, key).id()) ? key : null;
      }
    }
    return null;
  }

  /** The status that the service gave last; null when a person's update lost it. */
  static @Nullable String givenStatus(JsonNode body) {
    for (JsonNode tag : ResourceReader.each(body.path("meta").path("tag"))) {
      if (tag.path("system").asString("").equals(Systems.GIVEN_STATUS)) {
        return tag.path("code").asString("");
      }
    }
    return null;
  }

  /** Whether the status that it has is a person's word. */
  static boolean isByPerson(JsonNode body) {
    return !status(body).equals(givenStatus(body));
  }

  static String status(JsonNode body) {
    return body.path(statusElement(body)).asString("");
  }

  static String statusElement(JsonNode body) {
    return body.path("resourceType").asString("").equals("Goal") ? "lifecycleStatus" : "status";
  }

  /** Gives the status and notes that it was given by the service. */
  static void give(ObjectNode body, String status) {
    body.put(statusElement(body), status);
    ObjectNode meta =
        body.path("meta") instanceof ObjectNode there ? there : body.putObject("meta");
    var tags = Fhir.array(Fhir.coding(Systems.GIVEN_STATUS, status));
    for (JsonNode tag : ResourceReader.each(meta.path("tag"))) {
      if (!tag.path("system").asString("").equals(Systems.GIVEN_STATUS)) {
        tags.add(tag);
      }
    }
    meta.set("tag", tags);
  }
}
