package dev.vertepath.exchange.ledger;

import dev.vertepath.record.ResourceKey;
import org.jspecify.annotations.Nullable;

/**
 * A version of a resource that a message made.
 *
 * @param patient logical id of the patient whose compartment holds it
 * @param followed whether the service made it, of what was sent
 */
public record TouchedVersion(
    ResourceKey key, long version, @Nullable String patient, boolean followed) {}
