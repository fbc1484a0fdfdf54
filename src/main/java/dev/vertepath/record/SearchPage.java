package dev.vertepath.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search.
 *
 * @param total the exact number of matches over all pages; null if it was not wanted
 * @param matches the matches of this page, in order
 * @param included what {@code _include} and {@code _revinclude} added
 * @param links the queries of this and the neighbouring pages, encoded
 * @param warnings what was not understood and ignored, for a person to read
 */
public record SearchPage(
    @Nullable Long total,
    List<StoredResource> matches,
    List<StoredResource> included,
    Links links,
    List<String> warnings) {

  /**
   * Each null if there is none.
   *
   * @param self the query as it was understood
   */
  public record Links(
      String self, @Nullable String first, @Nullable String next, @Nullable String previous) {}
}
