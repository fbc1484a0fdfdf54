package dev.vertepath.bench;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * @param path from the base, with a slash before it; of HL7 v2 from the root
 * @param format of the body
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares requests.
record Request(String method, String path, byte @Nullable [] body, String format) {

  private static final String FHIR = "application/fhir+json";
  private static final String V2 = "application/hl7-v2";
  private static final String MLLP = "MLLP";

  static Request get(String path) {
    return new Request("GET", path, null, FHIR);
  }

  /** Sends a Bundle to the base. */
  static Request post(String bundle) {
    return new Request("POST", "", bundle.getBytes(StandardCharsets.UTF_8), FHIR);
  }

  /** Sends a message of FHIR. */
  static Request message(String bundle) {
    return new Request("POST", "/$process-message", bundle.getBytes(StandardCharsets.UTF_8), FHIR);
  }

  /** Sends a message of HL7 v2. */
  static Request hl7v2(String message) {
    return new Request("POST", "/hl7v2", message.getBytes(StandardCharsets.UTF_8), V2);
  }

  /** Sends a message of HL7 v2 over MLLP. */
  static Request mllp(String message) {
    return new Request(MLLP, "", message.getBytes(StandardCharsets.UTF_8), V2);
  }

  boolean isByMllp() {
    return method.equals(MLLP);
  }

  boolean isOfRoot() {
    return format.equals(V2);
  }
}
