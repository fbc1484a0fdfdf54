package dev.vertepath.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a resource as it lies in the record.
 *
 * @param version 1 for the first, as in {@code meta.versionId}
 * @param created when the first version was stored
 * @param lastUpdated when this version was stored, as in {@code meta.lastUpdated}
 * @param deleted whether this version is the mark of a deletion; its body is then empty
 * @param method the interaction that made the version: {@code POST}, {@code PUT}, {@code PATCH},
 *     {@code DELETE} or, of the mark that an erasure left, {@code PURGE}
 * @param patient the logical id of the patient whose compartment holds it, if any
 * @param body complete FHIR JSON in UTF-8 with {@code id} and {@code meta}; served as it is
 */
public record StoredResource(
    ResourceKey key,
    long version,
    Instant created,
    Instant lastUpdated,
    boolean deleted,
    String method,
    @Nullable String patient,
    byte[] body) {

  /** What the mark of an erasure has in the place of an interaction. */
  private static final String ERASED = "PURGE";

  /** Whether nothing is kept of it but that it was there (see {@link Erasure}). */
  public boolean isErased() {
    return deleted && method.equals(ERASED);
  }
}
