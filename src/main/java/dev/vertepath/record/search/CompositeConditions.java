package dev.vertepath.record.search;

import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.SearchParameters.Composite;
import dev.vertepath.record.index.Tokens;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.List;
import java.util.function.BiFunction;

/** Conditions on a code and a value of the same element (R4 search.html, "composite"). */
final class CompositeConditions {

  private static final List<String> MODIFIERS = List.of("missing");

  private final SearchParameters parameters;
  private final QuantityConditions quantities;
  private final ReferenceConditions references;
  private final BiFunction<Scope, Parameter, Sql> simple;

  /**
   * @param simple the condition of a parameter that is none of these
   */
  CompositeConditions(
      SearchParameters parameters,
      QuantityConditions quantities,
      ReferenceConditions references,
      BiFunction<Scope, Parameter, Sql> simple) {
    this.parameters = parameters;
    this.quantities = quantities;
    this.references = references;
    this.simple = simple;
  }

  Sql of(Scope scope, SearchParameters.Parameter parameter, Parameter asked) {
    if (!asked.modifier().isEmpty()) {
      throw Refusals.modifier(asked, MODIFIERS);
    }
    return Alternatives.any(
        asked,
        value -> {
          List<String> parts = QueryString.split(value, '$');
          if (parts.size() != 2 || parts.contains("")) {
            throw Refusals.invalid(
                asked, "must be two values with a $ between them, as in system|code$value");
          }
          return Sql.any(
              parameter.composite().stream()
                  .map(way -> of(scope, way, asked, parts.getFirst(), parts.getLast()))
                  .toList());
        });
  }

  private Sql of(Scope scope, Composite way, Parameter asked, String code, String value) {
    return switch (way) {
      case Composite.Both both ->
          Sql.all(
              List.of(
                  simple.apply(scope, new Parameter(both.code(), "", code)),
                  simple.apply(scope, new Parameter(both.value(), "", value))));
      case Composite.Paired paired -> paired(scope, paired, asked, code, value);
    };
  }

  private Sql paired(
      Scope scope, Composite.Paired paired, Parameter asked, String code, String value) {
    Tokens beside = paired.tokens().beside(hash(paired.tokens(), asked, code));
    return switch (paired.type()) {
      case TOKEN -> TokenConditions.anyOf(scope, List.of(hash(beside, asked, value)));
      case REFERENCE ->
          TokenConditions.anyOf(
              scope,
              references.composite(
                  beside, parameters.find(scope.type(), paired.value()).orElseThrow(), value));
      default -> quantities.of(scope, new Long[] {beside.param()}, true, asked, value);
    };
  }

  private static long hash(Tokens tokens, Parameter asked, String value) {
    if (value.endsWith("|") && !value.endsWith("\\|")) {
      throw Refusals.invalid(asked, "must name a code, not only its system");
    }
    return TokenConditions.hash(tokens, asked, value);
  }
}
