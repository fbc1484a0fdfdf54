package dev.vertepath.record;

import org.jspecify.annotations.Nullable;

/** What an {@link Interaction} came to. */
public sealed interface Outcome {

  /** A new resource was stored: 201. */
  record Created(StoredResource resource) implements Outcome {}

  /** A new version was stored: 200. */
  record Updated(StoredResource resource) implements Outcome {}

  /**
   * Nothing was stored, because it was there already (a conditional create that matched, an update
   * that changes nothing): 200.
   */
  record Unchanged(StoredResource resource) implements Outcome {}

  /** The resource is gone now, or was before: 204. */
  record Deleted(long version) implements Outcome {}

  /** The version that a read asked for: 200. */
  record Found(StoredResource resource) implements Outcome {}

  /** One page of a search of a type, or of all (type null): 200. */
  record Page(@Nullable String type, SearchPage page) implements Outcome {}

  /**
   * Another answer than the record's own, as that of an operation: 200.
   *
   * @param resource FHIR JSON in UTF-8
   */
  record Answered(byte[] resource) implements Outcome {}

  /** An entry of a batch that was refused, while the others went on. */
  record Refused(RecordException problem) implements Outcome {}
}
