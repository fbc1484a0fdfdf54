package dev.vertepath.record;

/**
 * What a {@link Consequence} must know of each patient whom a request is about: asked of all of
 * them together with the first look at the record, under their locks, since a look of its own would
 * be a round trip more for every request.
 *
 * @param sql answers with the logical ids for which it is so, of those that it is given as a {@code
 *     text[]}
 */
public record PatientQuestion(String sql) {}
