package dev.vertepath.exchange.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The row of a message, held until the transaction ends: whoever sends the same waits.
 *
 * @param before what is known of it from before; null for a new one
 */
public record Claim(long seq, @Nullable LedgerEntry before) {}
