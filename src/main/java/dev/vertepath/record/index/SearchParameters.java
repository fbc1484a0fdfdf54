package dev.vertepath.record.index;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IIdType;
import org.jspecify.annotations.Nullable;

/** The search parameters of R4 as HAPI defines them, each expression parsed once. */
public final class SearchParameters {

  private static final String PATIENT = "Patient";

  private static final Set<RestSearchParameterTypeEnum> SERVED =
      EnumSet.of(
          RestSearchParameterTypeEnum.TOKEN,
          RestSearchParameterTypeEnum.DATE,
          RestSearchParameterTypeEnum.STRING,
          RestSearchParameterTypeEnum.REFERENCE,
          RestSearchParameterTypeEnum.URI,
          RestSearchParameterTypeEnum.NUMBER,
          RestSearchParameterTypeEnum.QUANTITY);

  private final FhirContext context;
  private final IFhirPath fhirPath;
  private final Map<String, Map<String, Parameter>> byType = new ConcurrentHashMap<>();
  private final Map<String, List<String>> patientParameters = new ConcurrentHashMap<>();

  public SearchParameters(FhirContext context) {
    this.context = context;
    this.fhirPath = context.newFhirPath();
    this.fhirPath.setEvaluationContext(new TypeOfReference());
  }

  /**
   * A parameter with its expressions, ready to be evaluated.
   *
   * @param unresolved what {@code .where(resolve() is Patient)} picks from: a reference by
   *     identifier alone does not resolve there
   */
  public record Parameter(
      String name,
      RestSearchParameterTypeEnum type,
      String documentation,
      List<IFhirPath.IParsedExpression> expressions,
      List<IFhirPath.IParsedExpression> unresolved,
      Set<String> targets) {

    /** The type that a reference without one means; empty where that is open. */
    String likeliestTarget() {
      if (targets.contains(PATIENT)) {
        return PATIENT;
      }
      return targets.size() == 1 ? targets.iterator().next() : "";
    }
  }

  /**
   * The parameters whose references put a resource into a patient's compartment, the best first.
   * Those named {@code patient} do so for every type: R4's own definition forgets Task and
   * GuidanceResponse, without which a patient's record would not be whole.
   */
  public List<String> patientParameters(String type) {
    return patientParameters.computeIfAbsent(
        type,
        t ->
            context.getResourceDefinition(t).getSearchParams().stream()
                .filter(
                    p ->
                        memberOf(p.getProvidesMembershipInCompartments())
                            || p.getName().equals("patient"))
                .map(RuntimeSearchParam::getName)
                .sorted(Comparator.comparing(SearchParameters::rank).thenComparing(n -> n))
                .toList());
  }

  private static boolean memberOf(@Nullable Set<String> compartments) {
    return compartments != null && compartments.contains(PATIENT);
  }

  private static int rank(String name) {
    return switch (name) {
      case "patient" -> 0;
      case "subject" -> 1;
      default -> 2;
    };
  }

  public FhirContext context() {
    return context;
  }

  public Map<String, Parameter> of(String type) {
    return byType.computeIfAbsent(type, this::define);
  }

  public Optional<Parameter> find(String type, String name) {
    return Optional.ofNullable(of(type).get(name));
  }

  public List<IBase> evaluate(IBase resource, List<IFhirPath.IParsedExpression> expressions) {
    var values = new ArrayList<IBase>();
    for (IFhirPath.IParsedExpression expression : expressions) {
      values.addAll(fhirPath.evaluate(resource, expression, IBase.class));
    }
    return values;
  }

  private Map<String, Parameter> define(String type) {
    var parameters = new TreeMap<String, Parameter>();
    context.getResourceDefinition(type).getSearchParams().stream()
        .filter(param -> SERVED.contains(param.getParamType()) && param.getPath() != null)
        .filter(param -> !param.getName().startsWith("_"))
        .sorted(Comparator.comparing(RuntimeSearchParam::getName))
        .forEach(param -> define(type, param).ifPresent(p -> parameters.put(p.name(), p)));
    return parameters;
  }

  private Optional<Parameter> define(String type, RuntimeSearchParam param) {
    var expressions = new ArrayList<IFhirPath.IParsedExpression>();
    var unresolved = new ArrayList<IFhirPath.IParsedExpression>();
    for (String part : param.getPath().split("\\s\\|\\s")) {
      // One definition serves many types; the parts of the others find nothing here.
      if (part.replace("(", "").strip().startsWith(type + ".")) {
        expressions.add(parse(type, param, part.strip()));
        String without =
            part.strip().replaceFirst("\\.where\\(\\s*resolve\\(\\) is \\w+\\s*\\)$", "");
        if (!without.equals(part.strip())) {
          unresolved.add(parse(type, param, without));
        }
      }
    }
    if (expressions.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Parameter(
            param.getName(),
            param.getParamType(),
            String.valueOf(param.getDescription()),
            List.copyOf(expressions),
            List.copyOf(unresolved),
            param.getTargets() == null ? Set.of() : Set.copyOf(param.getTargets())));
  }

  private IFhirPath.IParsedExpression parse(
      String type, RuntimeSearchParam param, String expression) {
    try {
      return fhirPath.parse(expression);
    } catch (Exception e) {
      throw new IllegalStateException(
          "No FHIRPath in " + type + "." + param.getName() + ": " + expression, e);
    }
  }

  /** Answers {@code resolve()} by the type alone: definitions ask for no more. */
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
