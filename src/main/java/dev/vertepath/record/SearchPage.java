package dev.vertepath.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search.
 *
 * @param total the exact number of matches over all pages
 * @param matches the matches of this page, in order
 * @param included what {@code _include} and {@code _revinclude} added
 * @param selfQuery the query as it was understood, encoded
 * @param nextQuery the query of the next page, encoded, if there is one
 * @param previousQuery the query of the previous page, encoded, if there is one
 * @param warnings what was not understood and ignored, for a person to read
 */
public record SearchPage(
    long total,
    List<StoredResource> matches,
    List<StoredResource> included,
    String selfQuery,
    @Nullable String nextQuery,
    @Nullable String previousQuery,
    List<String> warnings) {}
