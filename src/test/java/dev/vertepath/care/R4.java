package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import tools.jackson.databind.node.ObjectNode;

/** R4 as HAPI's instance validator and its strict parser know it. */
final class R4 {

  private static final FhirContext CONTEXT = FhirContext.forR4Cached();
  private static final FhirValidator VALIDATOR = validator();

  private R4() {}

  private static FhirValidator validator() {
    var unknown = new UnknownCodeSystemWarningValidationSupport(CONTEXT);
    unknown.setNonExistentCodeSystemSeverity(
        ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity.INFORMATION);
    var chain =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(CONTEXT),
            new InMemoryTerminologyServerValidationSupport(CONTEXT),
            new CommonCodeSystemsTerminologyService(CONTEXT),
            unknown);
    var validator = CONTEXT.newValidator();
    validator.registerValidatorModule(new FhirInstanceValidator(chain));
    return validator;
  }

  /** Fails, naming the place, unless every one is valid R4. */
  static void assertValid(Iterable<ObjectNode> resources) {
    for (ObjectNode resource : resources) {
      String text = resource.toString();
      CONTEXT.newJsonParser().setParserErrorHandler(new StrictErrorHandler()).parseResource(text);
      List<String> errors =
          VALIDATOR.validateWithResult(text).getMessages().stream()
              .filter(m -> m.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
              .map(R4::text)
              .toList();
      assertThat(errors).as(resource.toPrettyString()).isEmpty();
    }
  }

  static List<String> warnings(ObjectNode resource) {
    return VALIDATOR.validateWithResult(resource.toString()).getMessages().stream()
        .map(R4::text)
        .toList();
  }

  private static String text(SingleValidationMessage message) {
    return message.getSeverity() + " " + message.getLocationString() + ": " + message.getMessage();
  }
}
