package dev.vertepath.record.index;

import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.jspecify.annotations.Nullable;

/**
 * The names of R4's types for FHIRPath, which asks for no more in the expressions of search
 * parameters. The full definitions would cost a second at every start and a hundred megabytes.
 */
public final class TypeDefinitions implements IValidationSupport {

  private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";

  private final FhirContext context;
  private final Map<String, StructureDefinition> byUrl = new HashMap<>();

  private TypeDefinitions(FhirContext context) {
    this.context = context;
    define("Element", null, StructureDefinitionKind.COMPLEXTYPE);
    define("Resource", null, StructureDefinitionKind.RESOURCE);
    define("DomainResource", "Resource", StructureDefinitionKind.RESOURCE);
    for (String type : context.getResourceTypes()) {
      define(type, "DomainResource", StructureDefinitionKind.RESOURCE);
    }
    for (BaseRuntimeElementDefinition<?> type : context.getElementDefinitions()) {
      boolean primitive = Character.isLowerCase(type.getName().charAt(0));
      define(
          type.getName(),
          "Element",
          primitive ? StructureDefinitionKind.PRIMITIVETYPE : StructureDefinitionKind.COMPLEXTYPE);
    }
  }

  /** The context of R4 that the whole service shares, ready for FHIRPath. */
  public static FhirContext context() {
    FhirContext context = FhirContext.forR4Cached();
    context.setValidationSupport(new TypeDefinitions(context));
    return context;
  }

  private void define(String type, @Nullable String base, StructureDefinitionKind kind) {
    var definition = new StructureDefinition();
    definition.setUrl(BASE + type).setName(type).setType(type).setKind(kind);
    definition.setDerivation(TypeDerivationRule.SPECIALIZATION);
    if (base != null) {
      definition.setBaseDefinition(BASE + base);
    }
    byUrl.putIfAbsent(definition.getUrl(), definition);
  }

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
    return (List<T>) List.copyOf(byUrl.values());
  }

  @Override
  public @Nullable IBaseResource fetchStructureDefinition(String url) {
    return byUrl.get(url);
  }
}
