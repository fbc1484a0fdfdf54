package dev.vertepath.pathway;

import java.time.Instant;

/**
 * One version of a resource, as the evidence for something.
 *
 * @param reference relative reference, as in {@code Observation/1}
 * @param version as in {@code meta.versionId}
 * @param recorded when that version was stored
 */
public record Source(String reference, long version, Instant recorded) {

  /** The versioned reference, {@code Observation/1/_history/2}. */
  public String versioned() {
    return reference + "/_history/" + version;
  }
}
