package dev.vertepath.record.search;

import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.StringValues;
import dev.vertepath.record.index.Tokens;
import dev.vertepath.record.search.Condition.Reach;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.List;

/**
 * Conditions on the texts that go with codes and references: {@code :text}. The index knows their
 * first letters, which narrows the search; the body decides.
 */
final class TextConditions {

  /** Marks of accents, which {@link StringValues#fold} takes away. */
  private static final String MARKS = "[\\u0300-\\u036f]";

  private static final String TEXT_BEGINS =
      """
      exists (
        select from (select convert_from(y.body, 'UTF8')::jsonb as body offset 0) j,
          unnest(?::text[]) as p(path), jsonb_path_query(j.body, p.path::jsonpath) t
        where jsonb_typeof(t) = 'string'
          and regexp_replace(normalize(t #>> '{}', NFD), ?, '', 'g') ~ ?)""";

  Condition of(Scope scope, SearchParameters.Parameter parameter, Parameter asked) {
    String[] paths = parameter.texts().toArray(String[]::new);
    return Alternatives.any(
        asked,
        value -> {
          String folded = StringValues.fold(QueryString.unescape(value)).strip();
          boolean tells = Tokens.tells(folded);
          List<Long> hashes =
              parameter.stored().tokens().stream()
                  .map(tokens -> tells ? tokens.text(folded) : tokens.any())
                  .toList();
          return Condition.all(
              List.of(
                  TokenConditions.anyOf(scope, Reach.SOME, hashes),
                  scope.is(
                      Reach.MANY,
                      Sql.of(TEXT_BEGINS, paths, MARKS, FoldedPattern.begins(folded)))));
        });
  }
}
