package dev.vertepath.record.search;

import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.SearchParameters.Composite;
import dev.vertepath.record.index.Tokens;
import dev.vertepath.record.search.Condition.Reach;
import dev.vertepath.record.search.Condition.Rows;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.List;

/** Whether a resource has any value of a parameter: {@code :missing}. */
final class MissingConditions {

  private final SearchParameters parameters;

  MissingConditions(SearchParameters parameters) {
    this.parameters = parameters;
  }

  Condition of(Scope scope, SearchParameters.Parameter parameter, Parameter asked) {
    Condition present = present(scope, parameter);
    return switch (asked.value()) {
      case "true" -> new Condition.Not(present);
      case "false" -> present;
      default -> throw Refusals.invalid(asked, "must be true or false");
    };
  }

  private Condition present(Scope scope, SearchParameters.Parameter parameter) {
    if (isColumn(parameter)) {
      return new Condition.Fixed(true);
    }
    return switch (parameter.type()) {
      case COMPOSITE ->
          Condition.any(
              parameter.composite().stream()
                  .map(
                      way ->
                          Condition.all(
                              parts(scope, way).stream().map(p -> present(scope, p)).toList()))
                  .toList());
      case REFERENCE ->
          Condition.any(
              List.of(
                  has(scope, Rows.REFERENCES, row(parameter)),
                  has(scope, Rows.TOKENS, token(parameter))));
      default -> has(scope, table(parameter), row(parameter));
    };
  }

  private static Condition has(Scope scope, String table, Sql condition) {
    return scope.has(table, Reach.MANY, condition);
  }

  /** Every resource has an id and was stored at some time. */
  private static boolean isColumn(SearchParameters.Parameter parameter) {
    return parameter.name().equals("_id") || parameter.name().equals("_lastUpdated");
  }

  private List<SearchParameters.Parameter> parts(Scope scope, Composite way) {
    return way.parts().stream()
        .map(name -> parameters.find(scope.type(), name).orElseThrow())
        .toList();
  }

  private static String table(SearchParameters.Parameter parameter) {
    return switch (parameter.type()) {
      case TOKEN, URI -> "search_token";
      case DATE -> "search_date";
      case STRING -> "search_string";
      default -> "search_quantity";
    };
  }

  private static Sql row(SearchParameters.Parameter parameter) {
    return switch (parameter.type()) {
      case TOKEN, URI -> token(parameter);
      case REFERENCE -> ReferenceConditions.rows(parameter);
      default -> Sql.of("x.param = any(?::bigint[])", (Object) parameter.params());
    };
  }

  private static Sql token(SearchParameters.Parameter parameter) {
    Long[] hashes = parameter.stored().tokens().stream().map(Tokens::any).toArray(Long[]::new);
    return Sql.of("x.tokens && ?::bigint[]", (Object) hashes);
  }
}
