package dev.vertepath.record.search;

import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.StringValues;
import dev.vertepath.record.index.Tokens;
import dev.vertepath.record.search.QueryString.Parameter;

/**
 * Conditions on the texts that go with codes and references: {@code :text}. The index knows their
 * first letters, which narrows the search; the body decides.
 */
final class TextConditions {

  /** Marks of accents, which {@link StringValues#fold} takes away. */
  private static final String MARKS = "[\\u0300-\\u036f]";

  private static final String TEXT_BEGINS =
      """
       offset 0) y where exists (
        select from (select convert_from(y.body, 'UTF8')::jsonb as body offset 0) j,
          unnest(?::text[]) as p(path), jsonb_path_query(j.body, p.path::jsonpath) t
        where jsonb_typeof(t) = 'string'
          and regexp_replace(normalize(t #>> '{}', NFD), ?, '', 'g') ~ ?))""";

  Sql of(Scope scope, SearchParameters.Parameter parameter, Parameter asked) {
    String[] paths = parameter.texts().toArray(String[]::new);
    return Alternatives.any(
        asked,
        value -> {
          String folded = StringValues.fold(QueryString.unescape(value)).strip();
          boolean tells = Tokens.tells(folded);
          Long[] hashes =
              parameter.stored().tokens().stream()
                  .map(tokens -> tells ? tokens.text(folded) : tokens.any())
                  .toArray(Long[]::new);
          return Sql.of(
                  scope.alias()
                      + ".rid in (select y.rid from (select y.rid, y.body from "
                      + scope.moment().resources()
                      + " y where y.type = ? and not y.deleted and y.rid in (select x.rid from "
                      + scope.moment().table("search_token")
                      + " x where x.tokens && ?::bigint[])",
                  scope.type(),
                  hashes)
              .then(TEXT_BEGINS, paths, MARKS, FoldedPattern.begins(folded));
        });
  }
}
