package dev.vertepath.record.index;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IIdType;
import org.jspecify.annotations.Nullable;

/** HAPI's FHIRPath, made when the first expression needs it: R4's own need it not. */
final class Evaluation {

  private final FhirContext context;
  private @Nullable IFhirPath fhirPath;

  Evaluation(FhirContext context) {
    this.context = context;
  }

  /**
   * @throws IllegalArgumentException when it is no FHIRPath
   */
  synchronized EvaluatedPath of(String expression) {
    IFhirPath made = fhirPath;
    if (made == null) {
      made = context.newFhirPath();
      made.setEvaluationContext(new TypeOfReference());
      fhirPath = made;
    }
    try {
      return new EvaluatedPath(context, made, made.parse(expression));
    } catch (Exception e) {
      throw new IllegalArgumentException("'" + expression + "' is no FHIRPath", e);
    }
  }

  /** Answers {@code resolve()} by the type alone: search parameters ask for no more. */
  private final class TypeOfReference implements IFhirPathEvaluationContext {
    @Override
    public @Nullable IBase resolveReference(IIdType reference, @Nullable IBase from) {
      String type = reference.getResourceType();
      return type != null && context.getResourceTypes().contains(type)
          ? context.getResourceDefinition(type).newInstance()
          : null;
    }
  }
}
