package dev.vertepath.pathway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a case.
 *
 * @param from null for the first
 * @param effective when it happened in the clinic
 * @param actor who caused it, if named
 * @param cause the version that caused it; its {@code recorded} is when the service learned of it
 * @param rule what decided, with version, as in {@code protocol-url|1.0.0}
 */
public record Transition(
    @Nullable CaseState from,
    CaseState to,
    Instant effective,
    @Nullable String actor,
    Source cause,
    String rule) {}
