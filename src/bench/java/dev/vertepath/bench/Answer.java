package dev.vertepath.bench;

import java.nio.charset.StandardCharsets;

/**
 * An answer, valid until the next request of its connection.
 *
 * @param buffer holds the body in its first {@code length} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
record Answer(int status, byte[] buffer, int length) {

  boolean isError() {
    return status >= 400;
  }

  String body() {
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }

  /** As in {@code 400 {"resourceType":"OperationOutcome",...}}. */
  String told() {
    String body = body();
    return status + " " + body.substring(0, Math.min(600, body.length())).replaceAll("\\s+", " ");
  }
}
