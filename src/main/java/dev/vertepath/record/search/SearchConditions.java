package dev.vertepath.record.search;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.search.Condition.Reach;
import dev.vertepath.record.search.QueryString.Parameter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Turns search parameters into conditions (R4 search.html). */
public final class SearchConditions {

  private final SearchParameters parameters;
  private final TokenConditions tokens;
  private final StringConditions strings = new StringConditions();
  private final UriConditions uris = new UriConditions();
  private final DateConditions dates;
  private final QuantityConditions quantities = new QuantityConditions();
  private final ReferenceConditions referring;
  private final Near near = new Near();
  private final CompositeConditions composites;
  private final Chains chains;
  private final MissingConditions missing;
  private final CommonParameters common;

  /**
   * @param types the types that are served
   * @param zone the facility's, whose calendar day a date without a zone means
   */
  public SearchConditions(
      JdbcClient jdbc,
      SearchParameters parameters,
      References references,
      Set<String> types,
      ZoneId zone,
      Clock clock) {
    this.parameters = parameters;
    var texts = new TextConditions();
    this.tokens = new TokenConditions(texts, new ValueSets(jdbc));
    this.dates = new DateConditions(zone, clock);
    this.referring =
        new ReferenceConditions(references, parameters.context().getResourceTypes(), texts);
    this.composites = new CompositeConditions(parameters, quantities, referring, this::of);
    this.chains = new Chains(parameters, types, this::of);
    this.missing = new MissingConditions(parameters);
    this.common = new CommonParameters(parameters);
  }

  /**
   * @throws RecordException INVALID for a parameter that this type does not have, a modifier that
   *     does not apply or a value that cannot be read
   */
  Condition of(Scope scope, Parameter asked) {
    return scope.isOfOneType() ? ofOne(scope, asked) : ofSeveral(scope, asked);
  }

  private Condition ofSeveral(Scope scope, Parameter asked) {
    if (asked.name().equals("_list")) {
      return Lists.of(scope, asked);
    }
    return of(
        scope,
        asked,
        common
            .find(scope.types(), asked.name())
            .orElseThrow(
                () ->
                    Refusals.unknown(
                        "Several types cannot be searched by '%s' at once: they have %s."
                            .formatted(asked.name(), CommonParameters.NAMES))));
  }

  private Condition ofOne(Scope scope, Parameter asked) {
    if (Chains.isChain(asked)) {
      return chains.of(scope, asked);
    }
    if (asked.name().equals("_list")) {
      return Lists.of(scope, asked);
    }
    return of(
        scope,
        asked,
        parameters
            .find(scope.type(), asked.name())
            .orElseThrow(() -> unknown(scope.type(), asked)));
  }

  private Condition of(Scope scope, Parameter asked, SearchParameters.Parameter parameter) {
    if (asked.modifier().equals("missing")) {
      return missing.of(scope, parameter, asked);
    }
    return switch (asked.name()) {
      case "_id" -> id(scope, asked);
      case "_lastUpdated" -> dates.updated(scope, asked);
      default -> defined(scope, parameter, asked);
    };
  }

  private Condition defined(Scope scope, SearchParameters.Parameter parameter, Parameter asked) {
    long param = parameter.tokens().param();
    return switch (parameter.type()) {
      case TOKEN -> tokens.of(scope, parameter, asked);
      case URI -> uris.of(scope, parameter, asked);
      case DATE -> dates.of(scope, param, asked);
      case STRING -> strings.of(scope, parameter, asked);
      case REFERENCE -> referring.of(scope, parameter, asked);
      case NUMBER -> quantities.of(scope, parameter.params(), false, asked);
      case QUANTITY -> quantities.of(scope, parameter.params(), true, asked);
      case COMPOSITE -> composites.of(scope, parameter, asked);
      case SPECIAL -> near.of(scope, param, asked);
      default -> throw unknown(scope.type(), asked);
    };
  }

  private static Condition id(Scope scope, Parameter asked) {
    String[] ids =
        Alternatives.of(asked).stream().map(QueryString::unescape).toArray(String[]::new);
    return switch (asked.modifier()) {
      case "" -> scope.is(Reach.ONE, Sql.of("y.id = any(?::text[])", (Object) ids));
      case "not" ->
          new Condition.Not(scope.is(Reach.MANY, Sql.of("y.id = any(?::text[])", (Object) ids)));
      default -> throw Refusals.modifier(asked, List.of("not", "missing"));
    };
  }

  private RecordException unknown(String type, Parameter asked) {
    return Refusals.unknown(
        "%s has no search parameter '%s'. It has: _has, _list, %s."
            .formatted(type, asked.name(), String.join(", ", parameters.of(type).keySet())));
  }
}
