package dev.vertepath.care;

import dev.vertepath.pathway.Act;
import dev.vertepath.pathway.AllergyFact;
import dev.vertepath.pathway.AppointmentFact;
import dev.vertepath.pathway.Code;
import dev.vertepath.pathway.ConditionFact;
import dev.vertepath.pathway.ObservationFact;
import dev.vertepath.pathway.OrderFact;
import dev.vertepath.pathway.PatientFacts;
import dev.vertepath.pathway.PersonFact;
import dev.vertepath.pathway.ProcedureFact;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the facts of one patient out of the resources of the compartment. */
final class FactReader {

  private static final Code UNCODED = new Code("", "text");

  private final List<ConditionFact> conditions = new ArrayList<>();
  private final List<ObservationFact> observations = new ArrayList<>();
  private final List<AllergyFact> allergies = new ArrayList<>();
  private final List<ProcedureFact> procedures = new ArrayList<>();
  private final List<OrderFact> orders = new ArrayList<>();
  private final List<AppointmentFact> appointments = new ArrayList<>();
  private @Nullable PersonFact person;

  private FactReader() {}

  static PatientFacts read(
      String patient, Collection<ResourceReader> resources, Map<String, Act> acts) {
    var reader = new FactReader();
    resources.forEach(reader::add);
    return new PatientFacts(
        "Patient/" + patient,
        reader.person,
        reader.conditions,
        reader.observations,
        reader.allergies,
        reader.procedures,
        reader.orders,
        reader.appointments,
        acts);
  }

  private void add(ResourceReader r) {
    switch (r.type()) {
      case "Patient" -> person = person(r);
      case "Condition" -> conditions.add(condition(r));
      case "Observation" -> observations(r);
      case "AllergyIntolerance" -> allergies.add(allergy(r));
      case "Procedure" -> procedures.add(procedure(r));
      case "ServiceRequest" -> orders.add(order(r));
      case "Appointment" -> appointments.add(appointment(r));
      default -> {
        // Work items and others: no facts.
      }
    }
  }

  private static PersonFact person(ResourceReader r) {
    Instant died = r.start("deceasedDateTime");
    boolean deceased = died != null || Boolean.TRUE.equals(r.truth("deceasedBoolean"));
    return new PersonFact(r.source(), birthDate(r), deceased, died);
  }

  /** A year or a month alone gives no age: its first day would make the patient older. */
  private static @Nullable LocalDate birthDate(ResourceReader r) {
    String text = r.text("birthDate");
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static ConditionFact condition(ResourceReader r) {
    return new ConditionFact(
        r.source(),
        r.identifiers(),
        r.codes("code"),
        r.codes("bodySite"),
        r.code("clinicalStatus"),
        r.code("verificationStatus"),
        r.start("onsetDateTime", "onsetPeriod"),
        r.start("abatementDateTime", "abatementPeriod"),
        r.start("recordedDate"),
        r.firstStored());
  }

  private void observations(ResourceReader r) {
    Instant effective =
        or(
            r.start("effectiveDateTime", "effectiveInstant", "effectivePeriod", "issued"),
            r.firstStored());
    observations.add(observation(r, r, effective));
    for (JsonNode component : ResourceReader.each(r.body().path("component"))) {
      observations.add(observation(r, r.part(component), effective));
    }
  }

  private static ObservationFact observation(
      ResourceReader whole, ResourceReader part, Instant effective) {
    JsonNode quantity = part.body().path("valueQuantity");
    ResourceReader measured = part.part(quantity);
    BigDecimal value = measured.number("value");
    return new ObservationFact(
        whole.source(),
        whole.text("status", "unknown"),
        part.codes("code"),
        whole.codes("bodySite"),
        whole.references("focus", "Condition"),
        effective,
        part.truth("valueBoolean"),
        value == null ? part.number("valueInteger") : value,
        measured.text("code") == null ? measured.text("unit") : measured.text("code"),
        part.codes("valueCodeableConcept"));
  }

  private static AllergyFact allergy(ResourceReader r) {
    var codes = new LinkedHashSet<>(r.codes("code"));
    for (JsonNode reaction : ResourceReader.each(r.body().path("reaction"))) {
      codes.addAll(r.part(reaction).codes("substance"));
    }
    return new AllergyFact(
        r.source(),
        codes,
        r.code("clinicalStatus"),
        r.code("verificationStatus"),
        r.start("onsetDateTime"),
        or(r.start("recordedDate"), r.firstStored()));
  }

  private static ProcedureFact procedure(ResourceReader r) {
    return new ProcedureFact(
        r.source(),
        r.identifiers(),
        r.text("status", "unknown"),
        r.codes("code"),
        r.codes("bodySite"),
        r.references("reasonReference", "Condition"),
        r.references("basedOn", "ServiceRequest"),
        first(r.references("partOf", "Procedure")),
        r.start("performedDateTime", "performedPeriod"),
        r.end("performedDateTime", "performedPeriod"),
        r.codes("outcome"),
        complications(r),
        r.words("statusReason"));
  }

  /** What is told without a code is told all the same. */
  private static Set<Code> complications(ResourceReader r) {
    var all = new LinkedHashSet<>(r.codes("complication"));
    for (JsonNode concept : ResourceReader.each(r.body().path("complication"))) {
      if (concept.path("coding").isEmpty()) {
        all.add(UNCODED);
      }
    }
    return all;
  }

  static OrderFact order(ResourceReader r) {
    return new OrderFact(
        r.source(),
        r.text("status", "unknown"),
        r.text("intent", "proposal"),
        r.codes("code"),
        r.codes("bodySite"),
        r.person("requester"),
        r.references("reasonReference", "Condition"),
        r.words("reasonCode", "note"),
        or(r.start("authoredOn"), r.firstStored()));
  }

  private static AppointmentFact appointment(ResourceReader r) {
    return new AppointmentFact(
        r.source(),
        r.text("status", "proposed"),
        r.codes("serviceType", "reasonCode"),
        r.references("basedOn", "ServiceRequest"),
        r.references("reasonReference", "Condition"),
        r.start("start"),
        or(r.start("created"), r.firstStored()));
  }

  private static Instant or(@Nullable Instant some, Instant otherwise) {
    return some == null ? otherwise : some;
  }

  private static @Nullable String first(Set<String> some) {
    return some.stream().findFirst().orElse(null);
  }
}
