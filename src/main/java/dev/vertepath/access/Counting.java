package dev.vertepath.access;

import dev.vertepath.record.Sight;

/**
 * What somebody counts.
 *
 * @param sight the cases that are counted
 * @param sees whether who counts may look at those cases as well, and learns nothing from a small
 *     number
 */
public record Counting(Sight sight, boolean sees) {}
