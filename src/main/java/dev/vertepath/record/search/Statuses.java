package dev.vertepath.record.search;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import dev.vertepath.record.index.Hashes;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseEnumFactory;

/** The statuses that a resource of a type can have, from R4's definitions. */
final class Statuses {

  private final FhirContext context;
  private final Map<String, Integer[]> byType = new ConcurrentHashMap<>();

  Statuses(FhirContext context) {
    this.context = context;
  }

  /** As the index knows them, 0 for none included; empty where they are not an enumeration. */
  Integer[] all(String type) {
    return byType.computeIfAbsent(type, this::define);
  }

  private Integer[] define(String type) {
    BaseRuntimeChildDefinition status =
        context.getResourceDefinition(type).getChildByName("status");
    if (status == null) {
      return new Integer[] {0};
    }
    if (!(status instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition coded)
        || !(status.getInstanceConstructorArguments() instanceof IBaseEnumFactory<?> codes)) {
      return new Integer[0];
    }
    return Stream.concat(Stream.of(0), hashes(codes, coded.getBoundEnumType()))
        .distinct()
        .toArray(Integer[]::new);
  }

  @SuppressWarnings("unchecked") // the factory is the enumeration's own
  private static <T extends Enum<?>> Stream<Integer> hashes(
      IBaseEnumFactory<T> codes, Class<? extends Enum<?>> all) {
    return Arrays.stream((T[]) all.getEnumConstants())
        .map(codes::toCode)
        .filter(code -> code != null && !code.equals("?"))
        .map(Hashes::status);
  }
}
