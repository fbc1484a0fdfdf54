package dev.vertepath.record.search;

import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.SearchParameters.Composite;
import dev.vertepath.record.index.Tokens;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.List;

/** Whether a resource has any value of a parameter: {@code :missing}. */
final class MissingConditions {

  private final SearchParameters parameters;

  MissingConditions(SearchParameters parameters) {
    this.parameters = parameters;
  }

  Sql of(Scope scope, SearchParameters.Parameter parameter, Parameter asked) {
    return switch (asked.value()) {
      case "true" -> absent(scope, parameter);
      case "false" -> present(scope, parameter);
      default -> throw Refusals.invalid(asked, "must be true or false");
    };
  }

  private Sql present(Scope scope, SearchParameters.Parameter parameter) {
    return switch (parameter.type()) {
      case COMPOSITE ->
          Sql.any(
              parameter.composite().stream()
                  .map(
                      way ->
                          Sql.all(parts(scope, way).stream().map(p -> present(scope, p)).toList()))
                  .toList());
      case REFERENCE ->
          Sql.any(
              List.of(
                  scope.has("reference", row(parameter)),
                  scope.has("search_token", token(parameter))));
      default -> isColumn(parameter) ? Sql.of("true") : scope.has(table(parameter), row(parameter));
    };
  }

  private Sql absent(Scope scope, SearchParameters.Parameter parameter) {
    return switch (parameter.type()) {
      case COMPOSITE ->
          Sql.all(
              parameter.composite().stream()
                  .map(
                      way ->
                          Sql.any(parts(scope, way).stream().map(p -> absent(scope, p)).toList()))
                  .toList());
      case REFERENCE ->
          Sql.all(
              List.of(
                  scope.lacks("reference", row(parameter)),
                  scope.lacks("search_token", token(parameter))));
      default ->
          isColumn(parameter) ? Sql.of("false") : scope.lacks(table(parameter), row(parameter));
    };
  }

  /** Every resource has an id and was stored at some time. */
  private static boolean isColumn(SearchParameters.Parameter parameter) {
    return parameter.name().equals("_id") || parameter.name().equals("_lastUpdated");
  }

  private List<SearchParameters.Parameter> parts(Scope scope, Composite way) {
    return List.of(way.code(), way.value()).stream()
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
