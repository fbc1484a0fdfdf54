package dev.vertepath.record.index;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import dev.vertepath.record.RecordException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The search parameters of R4, each type's compiled when it is first asked for, and those that were
 * added to them.
 */
public final class SearchParameters {

  private static final String PATIENT = "Patient";

  private final FhirContext context;
  private final Definitions definitions;
  private final Map<String, Plan> byType;
  private final Map<String, List<String>> patientReferences = new ConcurrentHashMap<>();
  private volatile Additions additions = new Additions(0, false, List.of());

  public SearchParameters(FhirContext context) {
    this(context, new Definitions(context), new ConcurrentHashMap<>());
  }

  private SearchParameters(FhirContext context, Definitions definitions, Map<String, Plan> byType) {
    this.context = context;
    this.definitions = definitions;
    this.byType = byType;
  }

  /** Those of R4 alone, for another record; what is compiled already is shared. */
  public SearchParameters ofAnotherRecord() {
    return new SearchParameters(context, definitions, byType);
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

  /** What a composite means: one of several ways, each with values that stand together. */
  public sealed interface Composite {

    /** The parameters that mean the values, in the order in which they are asked for. */
    List<String> parts();

    /** Of elements that do not repeat: parameters that must all hold. */
    record All(List<String> parts) implements Composite {}

    /**
     * Of elements that repeat: what is beside a code is stored under a parameter that the code
     * makes, see {@link Tokens#beside}.
     *
     * @param type of the value
     */
    record Paired(String code, String value, Tokens tokens, RestSearchParameterTypeEnum type)
        implements Composite {

      @Override
      public List<String> parts() {
        return List.of(code, value);
      }
    }

    /**
     * Of elements that repeat and have a start and an end, which are stored as one: beside them a
     * parameter of the whole resource must hold.
     *
     * @param extent what they are stored under
     */
    record Extent(String whole, String start, String end, Tokens extent) implements Composite {

      @Override
      public List<String> parts() {
        return List.of(whole, start, end);
      }
    }
  }

  /**
   * What is taken out of every resource of a type.
   *
   * @param earliest the dates of which only the earliest counts, as {@link Parameter#params}
   */
  record Plan(
      Map<String, Parameter> byName,
      Collection<Parameter> parameters,
      List<Pairing> pairings,
      Set<Long> earliest) {

    Plan(Map<String, Parameter> byName, Collection<Parameter> parameters, List<Pairing> pairings) {
      this(byName, parameters, pairings, Set.of());
    }
  }

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

  /** Those that can be searched by, by name. */
  public Map<String, Parameter> of(String type) {
    Additions now = additions;
    Map<String, Parameter> all = new TreeMap<>(plan(type, now).byName());
    all.keySet().removeIf(name -> now.isIncomplete(type, name));
    return all;
  }

  /**
   * @throws RecordException NOT_YET for one whose index is not complete
   */
  public Optional<Parameter> find(String type, String name) {
    Additions now = additions;
    if (now.isIncomplete(type, name)) {
      throw new RecordException(
          RecordException.Kind.NOT_YET,
          "transient",
          null,
          ("%1$s cannot be searched by '%2$s' yet: the index of what was stored before is being made."
                  + " SearchParameter/$reindex-status tells how far it is.")
              .formatted(type, name));
    }
    return Optional.ofNullable(plan(type, now).byName().get(name));
  }

  /** Whether R4 has one of this name, or this service has a use for it. */
  boolean isTaken(String type, String name) {
    return context.getResourceDefinition(type).getSearchParam(name) != null
        || byType.computeIfAbsent(type, definitions::of).byName().containsKey(name);
  }

  /** The one that was added under this name, whether its index is complete or not. */
  public Optional<AddedParameter> added(String type, String name) {
    return additions.of(type).stream()
        .map(Additions.Addition::parameter)
        .filter(parameter -> parameter.name().equals(name))
        .findFirst();
  }

  /** Whether a resource has one value of it at most, as far as its definition tells. */
  public boolean isSingle(String type, String name) {
    Plan plan = plan(type);
    Parameter parameter = plan.byName().get(name);
    if (parameter == null) {
      return false;
    }
    return plan.earliest().contains(parameter.tokens().param())
        || parameter.values().size() == 1
            && parameter.values().getFirst() instanceof ElementPath path
            && path.isSingle();
  }

  /** Counts the changes of what is taken out of resources, as the record counts them. */
  public long version() {
    return additions.version();
  }

  /** Whether some part of the index is being made anew. */
  public boolean isIndexing() {
    return additions.isIndexing();
  }

  /** From now on there is this beside R4's. */
  public void add(Additions now) {
    additions = now;
  }

  Definitions definitions() {
    return definitions;
  }

  Plan plan(String type) {
    return plan(type, additions);
  }

  private Plan plan(String type, Additions now) {
    return now.plan(type, byType.computeIfAbsent(type, definitions::of), definitions);
  }
}
