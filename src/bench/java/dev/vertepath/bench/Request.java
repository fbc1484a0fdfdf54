package dev.vertepath.bench;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * @param path from the base, with a slash before it
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares requests.
record Request(String method, String path, byte @Nullable [] body) {

  static Request get(String path) {
    return new Request("GET", path, null);
  }

  /** Sends a Bundle to the base. */
  static Request post(String bundle) {
    return new Request("POST", "", bundle.getBytes(StandardCharsets.UTF_8));
  }
}
