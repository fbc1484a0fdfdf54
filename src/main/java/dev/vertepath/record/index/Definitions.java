package dev.vertepath.record.index;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import dev.vertepath.record.index.SearchParameters.Composite;
import dev.vertepath.record.index.SearchParameters.Parameter;
import dev.vertepath.record.index.SearchParameters.Stored;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;

/** Reads R4's definitions of search parameters, which HAPI carries. */
final class Definitions {

  private static final Set<RestSearchParameterTypeEnum> SIMPLE =
      EnumSet.of(
          RestSearchParameterTypeEnum.TOKEN,
          RestSearchParameterTypeEnum.DATE,
          RestSearchParameterTypeEnum.STRING,
          RestSearchParameterTypeEnum.REFERENCE,
          RestSearchParameterTypeEnum.URI,
          RestSearchParameterTypeEnum.NUMBER,
          RestSearchParameterTypeEnum.QUANTITY,
          // Location.near is the only one.
          RestSearchParameterTypeEnum.SPECIAL);

  /** The record's own columns hold them. */
  private static final Set<String> COLUMNS = Set.of("_id", "_lastUpdated");

  private final FhirContext context;
  private final PathCompiler compiler;
  private final Evaluation evaluation;

  Definitions(FhirContext context) {
    this.context = context;
    this.compiler = new PathCompiler(new R4Elements(context));
    this.evaluation = new Evaluation(context);
  }

  SearchParameters.Plan of(String type) {
    Map<String, Parameter> byName = new TreeMap<>();
    List<RuntimeSearchParam> all = context.getResourceDefinition(type).getSearchParams();
    for (RuntimeSearchParam param : all) {
      if (SIMPLE.contains(param.getParamType())) {
        simple(type, param, byName);
      }
    }
    // HAPI's list of what all resources have forgets it.
    put(
        byName,
        type,
        "_source",
        RestSearchParameterTypeEnum.URI,
        "Identifies where the resource comes from",
        Set.of(),
        values(type, "Resource.meta.source"));
    Set<Pairing> pairings = new LinkedHashSet<>();
    for (RuntimeSearchParam param : all) {
      if (param.getParamType() == RestSearchParameterTypeEnum.COMPOSITE) {
        Parameter composite = composite(type, param, byName, pairings);
        byName.put(composite.name(), composite);
      }
    }
    Sharing.share(byName);
    return new SearchParameters.Plan(
        byName,
        byName.values().stream().filter(p -> !p.stored().own().isEmpty()).toList(),
        List.copyOf(pairings));
  }

  private void simple(String type, RuntimeSearchParam param, Map<String, Parameter> byName) {
    String name = param.getName();
    List<ElementFinder> values = COLUMNS.contains(name) ? List.of() : values(type, param.getPath());
    if (!values.isEmpty() || COLUMNS.contains(name)) {
      put(
          byName,
          type,
          name,
          param.getParamType(),
          String.valueOf(param.getDescription()),
          param.getTargets() == null ? Set.of() : Set.copyOf(param.getTargets()),
          values);
    }
  }

  /** The first element of an expression that there is not, in words; null if there is none. */
  @Nullable String unknownElement(String type, String expression) {
    return compiler.unknownElement(type, expression);
  }

  /** A parameter that R4 does not have; it shares nothing, for it may go again. */
  Parameter added(AddedParameter added) {
    Map<String, Parameter> byName = new TreeMap<>();
    put(
        byName,
        added.type(),
        added.name(),
        added.kind(),
        added.documentation(),
        added.targets(),
        values(added.type(), added.expression()));
    return byName.values().iterator().next();
  }

  private static void put(
      Map<String, Parameter> byName,
      String type,
      String name,
      RestSearchParameterTypeEnum kind,
      String documentation,
      Set<String> targets,
      List<ElementFinder> values) {
    Tokens tokens = tokens(type, name);
    Stored stored = Stored.alone(name, tokens, values);
    byName.put(
        name, new Parameter(name, kind, documentation, targets, tokens, values, List.of(), stored));
  }

  private static Tokens tokens(String type, String name) {
    return new Tokens(Hashes.param(type, name));
  }

  /**
   * @return empty if nothing of the expression is about this type
   * @throws IllegalArgumentException when it is no FHIRPath
   */
  List<ElementFinder> values(String type, String expression) {
    return compiler.compile(type, expression).orElseGet(() -> List.of(evaluation.of(expression)));
  }

  private Parameter composite(
      String type, RuntimeSearchParam param, Map<String, Parameter> byName, Set<Pairing> pairings) {
    List<Parameter> components =
        param.getComponents().stream()
            .map(c -> StringUtils.substringAfterLast(c.getReference(), "/" + type + "-"))
            .map(byName::get)
            .toList();
    Parameter end = end(components.getLast(), byName);
    // R4 names the two of DocumentReference.relationship the other way round.
    boolean swapped = components.getFirst().type() != RestSearchParameterTypeEnum.TOKEN;
    Parameter code = swapped ? components.getLast() : components.getFirst();
    Parameter value = swapped ? components.getFirst() : components.getLast();
    List<ElementPath> elements = new ArrayList<>();
    for (String part : PathCompiler.union(param.getPath())) {
      elements.addAll(compiler.walks(type, part));
    }
    List<Composite> ways = new ArrayList<>();
    for (ElementPath element : elements) {
      List<ElementPath> codes = within(code, element, elements);
      List<ElementPath> values = within(value, element, elements);
      if (end != null) {
        ways.add(extent(type, code, value, end, element, pairings));
      } else if (isSingle(codes) && isSingle(values)) {
        ways.add(
            new Composite.All(
                List.of(same(byName, code.type(), codes), same(byName, value.type(), values))));
      } else {
        var pairing =
            Pairing.of(type, element, after(codes, element), value.type(), after(values, element));
        pairings.add(pairing);
        ways.add(new Composite.Paired(code.name(), value.name(), pairing.tokens(), value.type()));
      }
    }
    Tokens tokens = tokens(type, param.getName());
    return new Parameter(
        param.getName(),
        param.getParamType(),
        String.valueOf(param.getDescription()),
        Set.of(),
        tokens,
        List.of(),
        ways,
        Stored.alone(param.getName(), tokens, List.of()));
  }

  /** R4 has a third component where HAPI knows two: the end of what the second one begins. */
  private static @Nullable Parameter end(Parameter component, Map<String, Parameter> byName) {
    return component.name().endsWith("-start")
        ? byName.get(StringUtils.removeEnd(component.name(), "start") + "end")
        : null;
  }

  private static Composite extent(
      String type,
      Parameter whole,
      Parameter start,
      Parameter end,
      ElementPath element,
      Set<Pairing> pairings) {
    if (element.isSingle()) {
      return new Composite.All(List.of(whole.name(), start.name(), end.name()));
    }
    var values =
        List.of(
            after(within(start, element, List.of(element)), element).getFirst(),
            after(within(end, element, List.of(element)), element).getFirst());
    var pairing = Pairing.of(type, element, List.of(), start.type(), values);
    pairings.add(pairing);
    return new Composite.Extent(whole.name(), start.name(), end.name(), pairing.tokens());
  }

  /**
   * A component's ways that lead through an element, but not through a part of it named as well.
   */
  private static List<ElementPath> within(
      Parameter component, ElementPath element, List<ElementPath> elements) {
    return component.values().stream()
        .map(ElementPath.class::cast)
        .filter(path -> path.startsWith(element))
        .filter(
            path ->
                elements.stream()
                    .noneMatch(
                        other ->
                            !other.equals(element)
                                && other.startsWith(element)
                                && path.startsWith(other)))
        .toList();
  }

  private static boolean isSingle(List<ElementPath> paths) {
    return paths.stream().allMatch(ElementPath::isSingle);
  }

  private static List<ElementPath> after(List<ElementPath> paths, ElementPath element) {
    return paths.stream().map(path -> path.after(element)).toList();
  }

  /** The parameter that means just these. */
  private static String same(
      Map<String, Parameter> byName, RestSearchParameterTypeEnum type, List<ElementPath> paths) {
    return byName.values().stream()
        .filter(p -> p.type() == type && p.values().equals(paths))
        .map(Parameter::name)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No parameter means " + paths));
  }
}
