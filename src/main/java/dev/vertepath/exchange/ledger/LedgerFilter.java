package dev.vertepath.exchange.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are looked for; what is null or empty does not matter.
 *
 * @param sender subject, client, organization or source
 * @param patient logical id, or an identifier as {@code system|value}
 * @param from the earliest that they came
 * @param to when the latest came, itself included
 * @param before the number of the last one of the page before: they come newest first
 * @param organization that the caller belongs to, who sees no other's
 */
public record LedgerFilter(
    List<MessageState> states,
    @Nullable String sender,
    @Nullable String patient,
    @Nullable String event,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long before,
    @Nullable String organization) {

  public LedgerFilter {
    states = List.copyOf(states);
  }
}
