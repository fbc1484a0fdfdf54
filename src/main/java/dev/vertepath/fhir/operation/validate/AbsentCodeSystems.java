package dev.vertepath.fhir.operation.validate;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.jspecify.annotations.Nullable;

/**
 * Codes of systems that are not here, such as SNOMED CT and LOINC, whose licences forbid to give
 * them away. What cannot be checked is told, and is no error; what a value set lists by name can
 * be.
 */
final class AbsentCodeSystems implements IValidationSupport {

  private final FhirContext context;
  private final IValidationSupport grammars;

  /**
   * @param grammars knows systems that are no lists, as UCUM
   */
  AbsentCodeSystems(FhirContext context, IValidationSupport grammars) {
    this.context = context;
    this.grammars = grammars;
  }

  /** Whether a value set has a code: it may depend on the system, which is absent. */
  private enum Membership {
    LISTED,
    UNCERTAIN,
    NOT_LISTED
  }

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  @Override
  public boolean isCodeSystemSupported(ValidationSupportContext asked, @Nullable String system) {
    return system != null && isAbsent(asked, system);
  }

  @Override
  public boolean isValueSetSupported(ValidationSupportContext asked, String valueSet) {
    return true;
  }

  @Override
  public @Nullable CodeValidationResult validateCode(
      ValidationSupportContext asked,
      ConceptValidationOptions options,
      @Nullable String system,
      String code,
      @Nullable String display,
      @Nullable String valueSet) {
    return system != null && valueSet == null && isAbsent(asked, system)
        ? unchecked(system, code)
        : null;
  }

  @Override
  public @Nullable CodeValidationResult validateCodeInValueSet(
      ValidationSupportContext asked,
      ConceptValidationOptions options,
      @Nullable String system,
      String code,
      @Nullable String display,
      IBaseResource valueSet) {
    if (system == null || !(valueSet instanceof ValueSet set) || !isAbsent(asked, system)) {
      return null;
    }
    return switch (membership(asked, set, system, code, new HashSet<>())) {
      case LISTED -> new CodeValidationResult().setCode(code);
      case UNCERTAIN -> unchecked(system, code);
      case NOT_LISTED -> notListed(set, system, code);
    };
  }

  private boolean isAbsent(ValidationSupportContext asked, String system) {
    if (grammars.isCodeSystemSupported(asked, system)) {
      return false;
    }
    IBaseResource found = asked.getRootValidationSupport().fetchCodeSystem(system);
    return found == null
        || found instanceof CodeSystem there
            && there.getContent() == CodeSystemContentMode.NOTPRESENT;
  }

  private static Membership membership(
      ValidationSupportContext asked, ValueSet set, String system, String code, Set<String> seen) {
    boolean expanded =
        set.getExpansion().getContains().stream()
            .anyMatch(c -> system.equals(c.getSystem()) && code.equals(c.getCode()));
    if (expanded) {
      return Membership.LISTED;
    }
    var best = Membership.NOT_LISTED;
    for (ConceptSetComponent include : set.getCompose().getInclude()) {
      Membership here =
          include.hasSystem()
              ? listed(include, system, code)
              : ofValueSets(asked, include.getValueSet(), system, code, seen);
      best = here.compareTo(best) < 0 ? here : best;
    }
    boolean excluded =
        set.getCompose().getExclude().stream()
            .anyMatch(exclude -> listed(exclude, system, code) == Membership.LISTED);
    return excluded ? Membership.NOT_LISTED : best;
  }

  private static Membership listed(ConceptSetComponent include, String system, String code) {
    if (!system.equals(include.getSystem())) {
      return Membership.NOT_LISTED;
    }
    if (!include.hasConcept()) {
      return Membership.UNCERTAIN;
    }
    return include.getConcept().stream().anyMatch(concept -> code.equals(concept.getCode()))
        ? Membership.LISTED
        : Membership.NOT_LISTED;
  }

  private static Membership ofValueSets(
      ValidationSupportContext asked,
      List<CanonicalType> urls,
      String system,
      String code,
      Set<String> seen) {
    var best = Membership.NOT_LISTED;
    for (CanonicalType url : urls) {
      IBaseResource found =
          seen.add(url.getValue())
              ? asked.getRootValidationSupport().fetchValueSet(url.getValue())
              : null;
      if (found instanceof ValueSet set) {
        Membership here = membership(asked, set, system, code, seen);
        best = here.compareTo(best) < 0 ? here : best;
      }
    }
    return best;
  }

  private static CodeValidationResult unchecked(String system, String code) {
    return result(
        IssueSeverity.WARNING,
        "The code '%s' was not checked: its system %s is not here.".formatted(code, system),
        CodeValidationIssueCoding.NOT_FOUND);
  }

  private static CodeValidationResult notListed(ValueSet set, String system, String code) {
    return result(
        IssueSeverity.ERROR,
        "The value set %s does not hold the code '%s' of %s.".formatted(set.getUrl(), code, system),
        CodeValidationIssueCoding.NOT_IN_VS);
  }

  private static CodeValidationResult result(
      IssueSeverity severity, String message, CodeValidationIssueCoding coding) {
    return new CodeValidationResult()
        .setSeverity(severity)
        .setMessage(message)
        .addIssue(
            new CodeValidationIssue(message, severity, CodeValidationIssueCode.NOT_FOUND, coding));
  }
}
