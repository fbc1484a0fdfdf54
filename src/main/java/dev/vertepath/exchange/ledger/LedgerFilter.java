package dev.vertepath.exchange.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are looked for; what is null or empty does not matter.
 *
 * @param sender subject, client, organization or source
 * @param patients one of whom it must name or concern: logical ids, identifiers as {@code
 *     system|value}, or {@code *|value} for one of whatever system
 * @param from the earliest that they came
 * @param to when the latest came, itself included
 * @param before the number of the last one of the page before: they come newest first
 * @param organization that the caller belongs to, who sees no other's
 */
public record LedgerFilter(
    List<MessageState> states,
    @Nullable String sender,
    List<String> patients,
    @Nullable String event,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long before,
    @Nullable String organization) {

  public LedgerFilter {
    states = List.copyOf(states);
    patients = List.copyOf(patients);
  }
}
