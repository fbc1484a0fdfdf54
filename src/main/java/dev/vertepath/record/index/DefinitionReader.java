package dev.vertepath.record.index;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a SearchParameter (R4 searchparameter.html): what it adds to which types. */
public final class DefinitionReader {

  /** A dot would chain, a colon modify; R4 keeps names with an underscore for itself. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  private static final Set<String> EVERY_TYPE = Set.of("Resource", "DomainResource");

  /** These are resources, but no DomainResources. */
  private static final Set<String> NO_DOMAIN = Set.of("Binary", "Bundle", "Parameters");

  private final SearchParameters parameters;
  private final Set<String> types;

  /**
   * @param types the types that are served
   */
  public DefinitionReader(SearchParameters parameters, Set<String> types) {
    this.parameters = parameters;
    this.types = types;
  }

  /** What is wrong with a definition. */
  private static final class Problems {
    private final List<Problem> all = new ArrayList<>();

    void add(String code, String element, String words) {
      all.add(new Problem(code, "SearchParameter." + element, words));
    }
  }

  /**
   * @param body structurally sound
   * @param source as {@code SearchParameter/[id]}
   * @return one parameter for each type; none of a definition that is not active
   * @throws RecordException UNPROCESSABLE with everything that keeps an active one from working
   */
  public List<AddedParameter> read(JsonNode body, String source) {
    if (!text(body, "status").equals("active")) {
      return List.of();
    }
    var problems = new Problems();
    String name = name(body, problems);
    RestSearchParameterTypeEnum kind = kind(body, problems);
    Set<String> bases = bases(body, problems);
    Set<String> targets = new LinkedHashSet<>();
    body.path("target").forEach(target -> targets.add(target.asString("")));
    String expression = text(body, "expression");
    if (expression.isBlank()) {
      problems.add(
          "required",
          "expression",
          "SearchParameter.expression is missing: without a FHIRPath nothing can be searched by it."
              + " Give one, or the status draft.");
    }
    List<AddedParameter> all = new ArrayList<>();
    if (kind != null && !expression.isBlank()) {
      for (String base : bases) {
        if (!name.isEmpty() && parameters.isTaken(base, name)) {
          problems.add(
              "duplicate",
              "code",
              "R4 has a search parameter '%s' of %s already: choose another code."
                  .formatted(name, base));
        }
        check(base, kind, expression, problems);
        all.add(
            new AddedParameter(
                base,
                name,
                kind,
                expression,
                targets,
                text(body, "url"),
                text(body, "description"),
                source));
      }
    }
    if (!problems.all.isEmpty()) {
      throw new RecordException(
          RecordException.Kind.UNPROCESSABLE, problems.all.stream().distinct().toList());
    }
    return all;
  }

  private static String name(JsonNode body, Problems problems) {
    String name = text(body, "code");
    if (NAME.matcher(name).matches()) {
      return name;
    }
    problems.add(
        "value",
        "code",
        "SearchParameter.code '%s' cannot stand in a URL: it must begin with a letter and hold letters,"
                .formatted(name)
            + " digits, - and _ only, 64 at most.");
    return "";
  }

  private static @Nullable RestSearchParameterTypeEnum kind(JsonNode body, Problems problems) {
    String code = text(body, "type");
    RestSearchParameterTypeEnum kind = RestSearchParameterTypeEnum.forCode(code);
    if (kind != null && Kinds.all().contains(kind)) {
      return kind;
    }
    problems.add(
        "not-supported",
        "type",
        "A search parameter of the type '%s' cannot be added here. These can: %s."
            .formatted(
                code,
                Kinds.all().stream()
                    .map(RestSearchParameterTypeEnum::getCode)
                    .sorted()
                    .collect(Collectors.joining(", "))));
    return null;
  }

  private Set<String> bases(JsonNode body, Problems problems) {
    Set<String> bases = new TreeSet<>();
    JsonNode named = body.path("base");
    for (int i = 0; i < named.size(); i++) {
      String base = named.path(i).asString("");
      if (EVERY_TYPE.contains(base)) {
        bases.addAll(types);
        if (base.equals("DomainResource")) {
          bases.removeAll(NO_DOMAIN);
        }
      } else if (types.contains(base)) {
        bases.add(base);
      } else {
        problems.add(
            "value",
            "base[" + i + "]",
            "'%s' is no type of resource that is served here.".formatted(base));
      }
    }
    if (named.isEmpty()) {
      problems.add("required", "base", "SearchParameter.base is missing: name a type of resource.");
    }
    return bases;
  }

  private void check(
      String base, RestSearchParameterTypeEnum kind, String expression, Problems problems) {
    String unknown = parameters.definitions().unknownElement(base, expression);
    if (unknown != null) {
      problems.add("value", "expression", "The FHIRPath leads nowhere: " + unknown + ".");
      return;
    }
    try {
      List<ElementFinder> values = parameters.definitions().values(base, expression);
      Set<String> unfit = Kinds.unfit(kind, values);
      if (values.isEmpty()) {
        problems.add(
            "value",
            "expression",
            "Nothing of the FHIRPath is about %s, which is named as a base.".formatted(base));
      } else if (!unfit.isEmpty()) {
        problems.add(
            "value",
            "type",
            "A parameter of the type '%s' cannot be of %s, to which the FHIRPath leads in %s."
                .formatted(kind.getCode(), String.join(" or ", unfit), base));
      }
    } catch (IllegalArgumentException e) {
      problems.add(
          "value", "expression", e.getMessage() + ": it cannot be read. Correct the expression.");
    }
  }

  private static String text(JsonNode body, String element) {
    return body.path(element).asString("");
  }
}
