package dev.vertepath.fhir.operation.validate;

import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profiles that resources claim. One that has extensions in place of a URL claims nothing, and
 * HAPI's validator gives up at it.
 */
final class ClaimedProfiles {

  private ClaimedProfiles() {}

  /** The same without those that have no URL; a copy, if there are any. */
  static ObjectNode only(ObjectNode resource) {
    if (!isToBeChanged(resource)) {
      return resource;
    }
    ObjectNode copy = resource.deepCopy();
    change(copy);
    return copy;
  }

  private static boolean isToBeChanged(JsonNode node) {
    return claimsNothing(node.path("meta"))
        || node.valueStream().anyMatch(ClaimedProfiles::isToBeChanged);
  }

  private static void change(JsonNode node) {
    if (node instanceof ObjectNode resource
        && resource.path("meta") instanceof ObjectNode meta
        && claimsNothing(meta)) {
      for (int i = meta.path("profile").size() - 1; i >= 0; i--) {
        if (isWithoutUrl(meta, i)) {
          ((ArrayNode) meta.path("profile")).remove(i);
          ((ArrayNode) meta.path("_profile")).remove(i);
        }
      }
      removeIfEmpty(meta, "profile");
      removeIfEmpty(meta, "_profile");
      removeIfEmpty(resource, "meta");
    }
    node.forEach(ClaimedProfiles::change);
  }

  private static boolean claimsNothing(JsonNode meta) {
    return meta.path("_profile").isArray()
        && IntStream.range(0, meta.path("profile").size()).anyMatch(i -> isWithoutUrl(meta, i));
  }

  private static boolean isWithoutUrl(JsonNode meta, int profile) {
    return meta.path("profile").path(profile).isNull() && meta.path("_profile").hasNonNull(profile);
  }

  private static void removeIfEmpty(ObjectNode node, String field) {
    if (node.path(field).valueStream().allMatch(JsonNode::isNull)) {
      node.remove(field);
    }
  }
}
