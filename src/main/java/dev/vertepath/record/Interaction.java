package dev.vertepath.record;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request to the record, alone or as an entry of a batch or transaction.
 *
 * <p>Bodies are structurally valid R4 resources as Jackson trees; the record owns and changes them.
 */
public sealed interface Interaction {

  /**
   * Stores a resource under an id of the server.
   *
   * @param fullUrl the entry's {@code fullUrl}, which other entries refer to
   * @param ifNoneExist search parameters of a conditional create, as in {@code identifier=s|v}
   */
  record Create(@Nullable String fullUrl, ObjectNode body, @Nullable String ifNoneExist)
      implements Interaction {}

  /**
   * Stores a new version, or the first one under the client's id.
   *
   * @param ifMatch the version that the client read; another current one is refused
   */
  record Update(@Nullable String fullUrl, ResourceKey key, ObjectNode body, @Nullable Long ifMatch)
      implements Interaction {}

  /** Stores a new version of the one resource that matches, or the first one. */
  record ConditionalUpdate(@Nullable String fullUrl, String type, String query, ObjectNode body)
      implements Interaction {}

  /** Deletes; deleting what is not there, or no longer, is no error. */
  record Delete(ResourceKey key, @Nullable Long ifMatch) implements Interaction {}

  /** Deletes the one resource that matches. */
  record ConditionalDelete(String type, String query) implements Interaction {}

  /** Reads the current version, or the one named. */
  record Read(ResourceKey key, @Nullable Long version) implements Interaction {}

  /** Searches; {@code query} is the URL's query, still encoded. */
  record Search(String type, String query) implements Interaction {}
}
