package dev.vertepath.desk.integration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person has to do.
 *
 * @param kind the last part of the keys of its texts
 * @param colour of its mark: {@code red}, {@code amber} or {@code blue}
 * @param since when the oldest of them is from
 * @param url of the list of them
 */
record Trouble(String kind, String colour, long count, @Nullable Instant since, String url) {}
