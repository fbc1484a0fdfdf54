package dev.vertepath.record;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
   * @param onlyNew whether it is refused when there is one already ({@code If-None-Match: *})
   */
  record Update(
      @Nullable String fullUrl,
      ResourceKey key,
      ObjectNode body,
      @Nullable Long ifMatch,
      boolean onlyNew)
      implements Interaction {

    public Update(
        @Nullable String fullUrl, ResourceKey key, ObjectNode body, @Nullable Long ifMatch) {
      this(fullUrl, key, body, ifMatch, false);
    }
  }

  /** Stores a new version of the one resource that matches, or the first one. */
  record ConditionalUpdate(
      @Nullable String fullUrl,
      String type,
      String query,
      ObjectNode body,
      @Nullable Long ifMatch,
      boolean onlyNew)
      implements Interaction {

    public ConditionalUpdate(@Nullable String fullUrl, String type, String query, ObjectNode body) {
      this(fullUrl, type, query, body, null, false);
    }
  }

  /**
   * Stores what a change makes of the current version (R4 http.html, "patch").
   *
   * @param change is given a copy of the current version, which it may change, and gives back what
   *     shall be stored; it is called again when others got in between, and refuses by a {@link
   *     RecordException}
   */
  record Patch(
      @Nullable String fullUrl,
      ResourceKey key,
      UnaryOperator<ObjectNode> change,
      @Nullable Long ifMatch)
      implements Interaction {}

  /** As {@link Patch}, of the one resource that matches. */
  record ConditionalPatch(
      @Nullable String fullUrl,
      String type,
      String query,
      UnaryOperator<ObjectNode> change,
      @Nullable Long ifMatch)
      implements Interaction {}

  /** Deletes; deleting what is not there, or no longer, is no error. */
  record Delete(ResourceKey key, @Nullable Long ifMatch) implements Interaction {}

  /** Deletes the one resource that matches. */
  record ConditionalDelete(String type, String query, @Nullable Long ifMatch)
      implements Interaction {

    public ConditionalDelete(String type, String query) {
      this(type, query, null);
    }
  }

  /** Reads the current version, or the one named. */
  record Read(ResourceKey key, @Nullable Long version) implements Interaction {}

  /**
   * Searches.
   *
   * @param type null for a search of all types, or of those that {@code _type} names
   * @param query the URL's, still encoded
   */
  record Search(@Nullable String type, String query, Handling handling) implements Interaction {}

  /**
   * Asks for another answer than the record's own, as that of an operation which changes nothing.
   *
   * @param answer gives FHIR JSON in UTF-8; it is called after the writes of a transaction, within
   *     it, and again when others got in between
   */
  record Ask(Supplier<byte[]> answer) implements Interaction {}

  /** Asks for nothing: it keeps the place of an entry, by which the others are named. */
  record Nothing() implements Interaction {}
}
