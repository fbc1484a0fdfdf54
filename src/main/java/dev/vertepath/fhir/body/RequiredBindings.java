package dev.vertepath.fhir.body;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import java.util.Map;
import java.util.function.Function;
import org.hl7.fhir.instance.model.api.IBaseEnumFactory;
import org.hl7.fhir.r4.model.codesystems.AllergyintoleranceClinical;
import org.hl7.fhir.r4.model.codesystems.AllergyintoleranceVerification;
import org.hl7.fhir.r4.model.codesystems.ConditionClinical;
import org.hl7.fhir.r4.model.codesystems.ConditionVerStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Elements whose codes R4 prescribes. HAPI's model knows those of the type {@code code}; the four
 * that are CodeableConcepts it does not.
 */
final class RequiredBindings {

  private static final Map<String, Binding> CONCEPTS =
      Map.of(
          "Condition.clinicalStatus",
          new Binding("condition-clinical", ConditionClinical::fromCode),
          "Condition.verificationStatus",
          new Binding("condition-ver-status", ConditionVerStatus::fromCode),
          "AllergyIntolerance.clinicalStatus",
          new Binding("allergyintolerance-clinical", AllergyintoleranceClinical::fromCode),
          "AllergyIntolerance.verificationStatus",
          new Binding("allergyintolerance-verification", AllergyintoleranceVerification::fromCode));

  private static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/";

  private record Binding(String codeSystem, Function<String, ?> fromCode) {}

  private RequiredBindings() {}

  /** Whether the enumeration that the model binds an element to lacks this code. */
  static boolean lacks(BaseRuntimeChildDefinition element, String code) {
    return element.getInstanceConstructorArguments() instanceof IBaseEnumFactory<?> codes
        && !knows(codes::fromCode, code);
  }

  /** What is wrong with a CodeableConcept, for a person; null when nothing is. */
  static @Nullable String problem(String element, JsonNode concept) {
    Binding binding = CONCEPTS.get(element);
    if (binding == null) {
      return null;
    }
    String system = SYSTEM + binding.codeSystem();
    for (JsonNode coding : concept.path("coding")) {
      if (coding.path("system").asString("").equals(system)
          && knows(binding.fromCode(), coding.path("code").asString(""))) {
        return null;
      }
    }
    return "needs a coding of " + system + " with one of its codes";
  }

  private static boolean knows(Function<String, ?> fromCode, String code) {
    try {
      return fromCode.apply(code) != null;
    } catch (RuntimeException | Error unknown) {
      return false;
    }
  }
}
