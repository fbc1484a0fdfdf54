package dev.vertepath.fhir.operation.validate;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.ElementDefinitionConstraintComponent;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * R4's own definitions, without what is there for people to read: that is more than a third of
 * them, and HAPI keeps each twice.
 */
final class BaseDefinitions {

  private BaseDefinitions() {}

  /** Reads all profiles; value sets and code systems are read when they are first asked for. */
  static IValidationSupport read(FhirContext context) {
    var definitions = new DefaultProfileValidationSupport(context);
    for (IBaseResource definition : definitions.fetchAllStructureDefinitions()) {
      if (definition instanceof StructureDefinition profile) {
        shorten(profile);
      }
    }
    return definitions;
  }

  private static void shorten(StructureDefinition profile) {
    profile.setText(null);
    profile.setMapping(null);
    profile.setDifferential(null);
    profile.getSnapshot().getElement().forEach(BaseDefinitions::shorten);
  }

  private static void shorten(ElementDefinition element) {
    element.setDefinition(null);
    element.setComment(null);
    element.setRequirements(null);
    element.setAlias(null);
    element.setExample(null);
    element.setMapping(null);
    for (ElementDefinitionConstraintComponent constraint : element.getConstraint()) {
      constraint.setXpath(null);
    }
  }
}
