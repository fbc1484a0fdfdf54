package dev.vertepath.pathway;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the record holds about one patient and the pathway reads; nothing is filtered.
 *
 * @param patient relative reference, {@code Patient/1}
 * @param person null while the Patient itself has not arrived
 * @param acts what persons did to work items that the service made, by the item's key; and every
 *     red-flag review that exists, touched or not, since only a person may end it
 */
public record PatientFacts(
    String patient,
    @Nullable PersonFact person,
    List<ConditionFact> conditions,
    List<ObservationFact> observations,
    List<AllergyFact> allergies,
    List<ProcedureFact> procedures,
    List<OrderFact> orders,
    List<AppointmentFact> appointments,
    Map<String, Act> acts) {}
