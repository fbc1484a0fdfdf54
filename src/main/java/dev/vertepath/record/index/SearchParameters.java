package dev.vertepath.record.index;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The search parameters of R4, each type's compiled when it is first asked for. */
public final class SearchParameters {

  private static final String PATIENT = "Patient";

  private final FhirContext context;
  private final Definitions definitions;
  private final Map<String, Plan> byType = new ConcurrentHashMap<>();
  private final Map<String, List<String>> patientReferences = new ConcurrentHashMap<>();

  public SearchParameters(FhirContext context) {
    this.context = context;
    this.definitions = new Definitions(context);
  }

  /**
   * A parameter with the ways to its values.
   *
   * @param documentation for a person
   * @param targets of a reference; none where every type may be referred to
   * @param tokens what stands for its values in the index
   * @param values none where the record knows them itself, as of {@code _id}
   * @param composite what a composite is made of; none of another kind
   * @param stored where the index has its values
   */
  public record Parameter(
      String name,
      RestSearchParameterTypeEnum type,
      String documentation,
      Set<String> targets,
      Tokens tokens,
      List<ElementFinder> values,
      List<Composite> composite,
      Stored stored) {

    Parameter with(Stored other) {
      return new Parameter(name, type, documentation, targets, tokens, values, composite, other);
    }

    /** The type that a reference without one means; empty where that is open. */
    String likeliestTarget() {
      if (targets.contains(PATIENT)) {
        return PATIENT;
      }
      return targets.size() == 1 ? targets.iterator().next() : "";
    }

    /** What it is called in the index, as {@link Hashes#param}; under any of several names. */
    public Long[] params() {
      return stored.tokens().stream().map(Tokens::param).toArray(Long[]::new);
    }

    /** Whether some of its references are to resources, and not by the URL of a definition. */
    public boolean isLiteral() {
      return values.stream().anyMatch(SearchParameters::isLiteral);
    }

    /** Whether all are. */
    public boolean isLiteralOnly() {
      return values.stream().allMatch(SearchParameters::isLiteral);
    }

    /** Where SQL finds the texts that {@code :text} means, as JSON paths. */
    public List<String> texts() {
      return Texts.of(values);
    }
  }

  /**
   * Where the index has a parameter's values: nothing is stored twice.
   *
   * @param own what is stored under its own name
   * @param tokens the names under which there are values of it
   * @param references the same of rows of references
   * @param only the one type that the references must be to; null for any
   */
  public record Stored(
      List<ElementFinder> own,
      List<Tokens> tokens,
      List<String> references,
      @Nullable String only) {

    static Stored alone(String name, Tokens tokens, List<ElementFinder> values) {
      return new Stored(values, List.of(tokens), List.of(name), null);
    }
  }

  /** What a composite means: one of several ways, each with a code and a value beside it. */
  public sealed interface Composite {

    /** The parameter that means the codes. */
    String code();

    /** The parameter that means the values. */
    String value();

    /** Of elements that do not repeat: two parameters that must both hold. */
    record Both(String code, String value) implements Composite {}

    /**
     * Of elements that repeat: what is beside a code is stored under a parameter that the code
     * makes, see {@link Tokens#beside}.
     *
     * @param type of the value
     */
    record Paired(String code, String value, Tokens tokens, RestSearchParameterTypeEnum type)
        implements Composite {}
  }

  /** What is taken out of every resource of a type. */
  record Plan(
      Map<String, Parameter> byName, Collection<Parameter> parameters, List<Pairing> pairings) {}

  /**
   * The rows of references that put a resource into a patient's compartment, the best first: those
   * of R4's compartment, and of any parameter {@code patient}. R4's own definition forgets Task and
   * GuidanceResponse, without which a patient's record would not be whole.
   */
  public List<String> patientReferences(String type) {
    return patientReferences.computeIfAbsent(
        type,
        t ->
            context.getResourceDefinition(t).getSearchParams().stream()
                .filter(
                    p ->
                        memberOf(p.getProvidesMembershipInCompartments())
                            || p.getName().equals("patient"))
                .map(RuntimeSearchParam::getName)
                .sorted(Comparator.comparing(SearchParameters::rank).thenComparing(n -> n))
                .flatMap(name -> find(t, name).stream())
                .flatMap(parameter -> parameter.stored().references().stream())
                .distinct()
                .toList());
  }

  private static boolean isLiteral(ElementFinder value) {
    return !(value instanceof ElementPath path) || path.type().name().equals("Reference");
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

  /** By name. */
  public Map<String, Parameter> of(String type) {
    return plan(type).byName();
  }

  public Optional<Parameter> find(String type, String name) {
    return Optional.ofNullable(of(type).get(name));
  }

  Plan plan(String type) {
    return byType.computeIfAbsent(type, definitions::of);
  }
}
