package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ServiceRequest.
 *
 * @param status code of {@code request-status}
 * @param intent code of {@code request-intent}
 * @param requester reference or display of {@code requester}; null when nobody is named
 * @param reasons relative references of {@code reasonReference}
 * @param reasonText {@code reasonCode} and notes, for a person
 * @param authoredOn {@code authoredOn}, else when it was stored
 */
public record OrderFact(
    Source source,
    String status,
    String intent,
    Set<Code> codes,
    Set<Code> bodySites,
    @Nullable String requester,
    Set<String> reasons,
    @Nullable String reasonText,
    Instant authoredOn) {}
