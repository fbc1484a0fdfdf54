package dev.vertepath.access.sharing;

import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The security label of a version.
 *
 * @param level 1 for R (restricted), 2 for V (very restricted), of v3-Confidentiality
 */
record Label(ResourceKey key, long version, int level) {

  static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

  /** Empty for what is neither restricted nor very restricted. */
  static Optional<Label> of(StoredResource stored) {
    return of(stored.key(), stored.version(), stored.body());
  }

  static Optional<Label> of(ResourceKey key, long version, byte[] body) {
    // Next to none bears one: no body is read for it.
    if (!new String(body, StandardCharsets.ISO_8859_1).contains(SYSTEM)) {
      return Optional.empty();
    }
    int level = 0;
    // What holds others, as a Bundle, is as secret as they are.
    for (JsonNode meta : Json.MAPPER.readTree(body).findValues("meta")) {
      for (JsonNode label : meta.path("security")) {
        if (label.path("system").asString("").equals(SYSTEM)) {
          level = Math.max(level, level(label.path("code").asString("")));
        }
      }
    }
    return level == 0 ? Optional.empty() : Optional.of(new Label(key, version, level));
  }

  private static int level(String code) {
    return switch (code) {
      case "R" -> 1;
      case "V" -> 2;
      default -> 0;
    };
  }
}
