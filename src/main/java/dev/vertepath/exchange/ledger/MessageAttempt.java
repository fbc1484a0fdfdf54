package dev.vertepath.exchange.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a message once.
 *
 * @param state of the message by it
 * @param by the name of the caller
 * @param reason for people
 */
public record MessageAttempt(
    Instant at, MessageState state, @Nullable String by, @Nullable String reason) {}
