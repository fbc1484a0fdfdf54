package dev.vertepath.record.store;

import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Stored bodies: what was sent, plus the id and the part of meta that the server keeps. */
public final class Bodies {

  private static final Set<String> FIRST = Set.of("resourceType", "id", "meta");
  private static final Set<String> OF_SERVER = Set.of("versionId", "lastUpdated");

  private Bodies() {}

  public static byte[] store(ObjectNode sent, ResourceKey key, long version, Instant updated) {
    ObjectNode stored = Json.MAPPER.createObjectNode();
    stored.put("resourceType", key.type());
    stored.put("id", key.id());
    ObjectNode meta = stored.putObject("meta");
    meta.put("versionId", Long.toString(version));
    meta.put("lastUpdated", updated.toString());
    copy(sent.path("meta"), meta, OF_SERVER);
    copy(sent, stored, FIRST);
    return Json.MAPPER.writeValueAsBytes(stored);
  }

  /** Whether what is sent says the same as what is stored, the server's own part apart. */
  public static boolean same(ObjectNode sent, StoredResource stored) {
    byte[] written = store(sent, stored.key(), stored.version(), stored.lastUpdated());
    // The same elements in another order take as many bytes.
    return written.length == stored.body().length
        && (Arrays.equals(written, stored.body())
            // Read back as the stored one was: numbers made in memory have other node types.
            || comparable(Json.MAPPER.readTree(written))
                .equals(comparable(Json.MAPPER.readTree(stored.body()))));
  }

  private static ObjectNode comparable(JsonNode body) {
    ObjectNode bare = Json.MAPPER.createObjectNode();
    copy(body, bare, FIRST);
    ObjectNode meta = Json.MAPPER.createObjectNode();
    copy(body.path("meta"), meta, OF_SERVER);
    return meta.isEmpty() ? bare : bare.set("meta", meta);
  }

  private static void copy(JsonNode from, ObjectNode to, Set<String> except) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      if (!except.contains(field.getKey())) {
        to.set(field.getKey(), field.getValue());
      }
    }
  }
}
