package dev.vertepath.care;

import com.google.common.hash.Hashing;
import dev.vertepath.record.ResourceKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Names a work item, which is a resource that the service makes of the facts.
 *
 * @param type its resource type
 * @param key follows from the facts and is kept in {@code identifier}; the id follows from it, so
 *     that whatever arrives again makes the same item
 */
record ItemKey(String type, String key) {

  private static final String PREFIX = "wi-";
  private static final int ID_LENGTH = 32;

  ResourceKey at() {
    String hash = Hashing.sha256().hashString(type + " " + key, StandardCharsets.UTF_8).toString();
    return new ResourceKey(type, PREFIX + hash.substring(0, ID_LENGTH));
  }

  String reference() {
    return at().reference();
  }

  static String reference(String type, String key) {
    return new ItemKey(type, key).reference();
  }

  /** Whether the reference is to an id as work items have. */
  static boolean isLikely(String reference) {
    return reference.contains("/" + PREFIX);
  }

  /** Whether the id is as work items have. */
  static boolean isLikely(ResourceKey key) {
    return key.id().startsWith(PREFIX);
  }

  /**
   * The key of the item under this id, as its identifier tells it; null when none does, as in a
   * copy under another id.
   */
  static @Nullable ItemKey of(ResourceKey at, JsonNode body) {
    for (JsonNode identifier : ResourceReader.each(body.path("identifier"))) {
      if (identifier.path("system").asString("").equals(Systems.WORK_ITEM)) {
        var item = new ItemKey(at.type(), identifier.path("value").asString(""));
        if (item.at().equals(at)) {
          return item;
        }
      }
    }
    return null;
  }
}
