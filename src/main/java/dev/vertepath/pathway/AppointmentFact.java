package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An Appointment.
 *
 * @param status code of {@code appointmentstatus}
 * @param basedOn relative references of {@code basedOn}
 * @param reasons relative references of {@code reasonReference}
 * @param codes of {@code serviceType} and {@code reasonCode}
 * @param bookedAt {@code created}, else when it was stored
 */
public record AppointmentFact(
    Source source,
    String status,
    Set<Code> codes,
    Set<String> basedOn,
    Set<String> reasons,
    @Nullable Instant start,
    Instant bookedAt) {}
