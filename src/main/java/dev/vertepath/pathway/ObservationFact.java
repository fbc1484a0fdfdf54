package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An Observation; a component counts as one of its own, with the same source.
 *
 * @param status code of {@code observation-status}
 * @param focus relative references of {@code focus}, as to the fracture
 * @param effective {@code effective[x]}, else {@code issued}, else when it was stored
 * @param value of {@code valueQuantity} or {@code valueInteger}
 * @param valueCodes of {@code valueCodeableConcept}
 */
public record ObservationFact(
    Source source,
    String status,
    Set<Code> codes,
    Set<Code> bodySites,
    Set<String> focus,
    Instant effective,
    @Nullable Boolean truth,
    @Nullable BigDecimal value,
    @Nullable String unit,
    Set<Code> valueCodes) {}
