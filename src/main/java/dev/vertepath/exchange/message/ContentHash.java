package dev.vertepath.exchange.message;

import com.google.common.hash.Hashing;
import dev.vertepath.record.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells messages apart that have the same id, whatever their format and the order of elements. */
public final class ContentHash {

  private static final JsonMapper SORTED =
      Json.MAPPER.rebuild().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private ContentHash() {}

  static String of(JsonNode content) {
    return of(SORTED.writeValueAsBytes(content));
  }

  /** SHA-256 in hexadecimal digits. */
  public static String of(byte[] content) {
    return Hashing.sha256().hashBytes(content).toString();
  }
}
