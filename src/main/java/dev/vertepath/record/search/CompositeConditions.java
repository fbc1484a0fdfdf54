package dev.vertepath.record.search;

import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.SearchParameters.Composite;
import dev.vertepath.record.index.Tokens;
import dev.vertepath.record.search.Condition.Reach;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Conditions on values that stand together in one element (R4 search.html, "composite"). */
final class CompositeConditions {

  private static final List<String> MODIFIERS = List.of("missing");

  private final SearchParameters parameters;
  private final QuantityConditions quantities;
  private final ReferenceConditions references;
  private final BiFunction<Scope, Parameter, Condition> simple;

  /**
   * @param simple the condition of a parameter that is none of these
   */
  CompositeConditions(
      SearchParameters parameters,
      QuantityConditions quantities,
      ReferenceConditions references,
      BiFunction<Scope, Parameter, Condition> simple) {
    this.parameters = parameters;
    this.quantities = quantities;
    this.references = references;
    this.simple = simple;
  }

  Condition of(Scope scope, SearchParameters.Parameter parameter, Parameter asked) {
    if (!asked.modifier().isEmpty()) {
      throw Refusals.modifier(asked, MODIFIERS);
    }
    int size = parameter.composite().getFirst().parts().size();
    return Alternatives.any(
        asked,
        value -> {
          List<String> values = QueryString.split(value, '$');
          if (values.size() != size || values.contains("")) {
            throw Refusals.invalid(
                asked,
                size == 2
                    ? "must be two values with a $ between them, as in system|code$value"
                    : "must be %d values with a $ between them, as in code$lt345$gt123"
                        .formatted(size));
          }
          return Condition.any(
              parameter.composite().stream().map(way -> of(scope, way, asked, values)).toList());
        });
  }

  private Condition of(Scope scope, Composite way, Parameter asked, List<String> values) {
    return switch (way) {
      case Composite.All all ->
          Condition.all(
              IntStream.range(0, values.size())
                  .mapToObj(i -> simple(scope, all.parts().get(i), values.get(i)))
                  .toList());
      case Composite.Paired paired ->
          paired(scope, paired, asked, values.getFirst(), values.getLast());
      case Composite.Extent extent ->
          Condition.all(
              List.of(
                  simple(scope, extent.whole(), values.getFirst()),
                  QuantityConditions.extent(
                      scope, extent.extent().param(), asked, values.get(1), values.getLast())));
    };
  }

  private Condition simple(Scope scope, String parameter, String value) {
    return simple.apply(scope, new Parameter(parameter, "", value));
  }

  private Condition paired(
      Scope scope, Composite.Paired paired, Parameter asked, String code, String value) {
    Tokens beside = paired.tokens().beside(hash(paired.tokens(), asked, code));
    return switch (paired.type()) {
      case TOKEN -> TokenConditions.anyOf(scope, Reach.SOME, List.of(hash(beside, asked, value)));
      case REFERENCE ->
          TokenConditions.anyOf(
              scope,
              Reach.SOME,
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
