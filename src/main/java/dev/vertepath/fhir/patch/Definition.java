package dev.vertepath.fhir.patch;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildChoiceDefinition;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * What R4 defines of an element by its name in its owner.
 *
 * @param element as in {@code birthDate} or {@code value[x]}
 * @param many whether it may repeat
 * @param block the definition of its own elements, if it has a type of its own and no name for it
 */
record Definition(
    String element, boolean many, @Nullable BaseRuntimeElementCompositeDefinition<?> block) {

  private static final String CHOICE = "[x]";

  /**
   * Null when the owner has no such element.
   *
   * @param name a choice may be named {@code value[x]}, {@code value} or {@code valueQuantity}
   */
  static @Nullable Definition of(FhirContext context, IBase owner, String name) {
    BaseRuntimeElementDefinition<?> definition =
        owner instanceof IBaseResource resource
            ? context.getResourceDefinition(resource)
            : context.getElementDefinition(owner.getClass());
    if (definition instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
      return of(composite, name);
    }
    // A primitive element has these two beside its value.
    return switch (name) {
      case "id" -> new Definition(name, false, null);
      case "extension" -> new Definition(name, true, null);
      default -> null;
    };
  }

  static @Nullable Definition of(BaseRuntimeElementCompositeDefinition<?> owner, String name) {
    BaseRuntimeChildDefinition child = owner.getChildByName(name);
    if (child == null) {
      child = owner.getChildByName(name + CHOICE);
    }
    if (child == null) {
      return null;
    }
    if (child instanceof RuntimeChildChoiceDefinition) {
      String stem = child.getElementName().replace(CHOICE, "");
      return new Definition(stem + CHOICE, child.getMax() != 1, null);
    }
    return new Definition(
        name,
        child.getMax() != 1,
        child.getChildByName(name) instanceof BaseRuntimeElementCompositeDefinition<?> composite
            ? composite
            : null);
  }

  boolean choice() {
    return element.endsWith(CHOICE);
  }
}
