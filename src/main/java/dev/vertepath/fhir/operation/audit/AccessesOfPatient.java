package dev.vertepath.fhir.operation.audit;

import dev.vertepath.access.audit.Accesses;
import dev.vertepath.access.audit.Accesses.AccessToRecord;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.Json;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Patient/[id]/$accesses}: who looked at the patient's record, in what role, when, how and
 * what for. R4 has no such operation.
 */
final class AccessesOfPatient implements Operation {

  private static final int DEFAULT_COUNT = 50;
  private static final int MOST = 1000;

  private static final Signature SIGNATURE =
      new Signature(
          "accesses",
          "https://vertepath.dev/fhir/OperationDefinition/Patient-accesses",
          Set.of(Level.INSTANCE),
          Set.of("Patient"),
          false,
          Collections.unmodifiableSortedSet(new TreeSet<>(List.of("before", "_count"))),
          null);

  private final Accesses accesses;

  AccessesOfPatient(Accesses accesses) {
    this.accesses = accesses;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  /** One parameter {@code access} for each, newest first; {@code next} is where to go on. */
  @Override
  public byte[] answer(OperationCall call) {
    int count = Math.min(call.arguments().count("_count").orElse(DEFAULT_COUNT), MOST);
    List<AccessToRecord> found = accesses.of(call.key().id(), call.arguments().before(), count + 1);
    boolean more = found.size() > count;
    List<AccessToRecord> page = more ? found.subList(0, count) : found;
    ObjectNode answer = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    ArrayNode parameters = answer.putArray("parameter");
    page.forEach(
        access -> write(access, parameters.addObject().put("name", "access").putArray("part")));
    if (more) {
      put(parameters, "next", "valueString", Long.toString(page.getLast().id()));
    }
    return Json.MAPPER.writeValueAsBytes(answer);
  }

  private static void write(AccessToRecord access, ArrayNode parts) {
    put(
        parts,
        "recorded",
        "valueInstant",
        access.recorded().truncatedTo(ChronoUnit.MILLIS).toString());
    put(parts, "name", "valueString", access.name());
    put(parts, "user", "valueString", access.fhirUser());
    access.roles().forEach(role -> put(parts, "role", "valueCode", role));
    put(parts, "organization", "valueString", access.organization());
    put(parts, "organization-name", "valueString", access.organizationName());
    put(parts, "client", "valueString", access.client());
    put(parts, "what", "valueString", access.what());
    put(parts, "action", "valueCode", access.action());
    put(parts, "purpose", "valueCode", access.purpose());
    put(parts, "sentence", "valueString", access.sentence());
  }

  private static void put(ArrayNode parts, String name, String kind, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      parts.addObject().put("name", name).put(kind, value);
    }
  }
}
