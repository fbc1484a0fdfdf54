package dev.vertepath.record.search;

import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.StringValues;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.List;

/** Conditions on texts (R4 search.html, "string"). */
final class StringConditions {

  private static final List<String> MODIFIERS = List.of("exact", "contains", "missing");

  /** The index holds the first characters only. */
  private static final int INDEXED = 200;

  /** Comes after every character that a text may hold. */
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  Sql of(Scope scope, SearchParameters.Parameter parameter, Parameter asked) {
    return Alternatives.any(
        asked,
        value ->
            scope.has(
                "search_string",
                Sql.of("x.param = any(?::bigint[]) and ", (Object) parameter.params())
                    .then(condition(asked, QueryString.unescape(value)))));
  }

  private static Sql condition(Parameter asked, String value) {
    String folded = StringValues.fold(value);
    return switch (asked.modifier()) {
      case "exact" -> Sql.of("left(x.folded, 200) = left(?, 200) and x.exact = ?", folded, value);
      case "contains" -> Sql.of("position(? in x.folded) > 0", folded);
      case "" -> {
        String head = folded.length() > INDEXED ? folded.substring(0, INDEXED) : folded;
        yield Sql.of(
            "left(x.folded, 200) between ? and ? and starts_with(x.folded, ?)",
            head,
            head + LAST,
            folded);
      }
      default -> throw Refusals.modifier(asked, MODIFIERS);
    };
  }
}
