package dev.vertepath.record.search;

import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.Tokens;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Conditions on codes (R4 search.html, "token"). */
final class TokenConditions {

  private static final List<String> MODIFIERS =
      List.of("not", "text", "in", "not-in", "of-type", "missing");

  private final TextConditions texts;
  private final ValueSets valueSets;

  TokenConditions(TextConditions texts, ValueSets valueSets) {
    this.texts = texts;
    this.valueSets = valueSets;
  }

  Sql of(Scope scope, SearchParameters.Parameter parameter, Parameter asked) {
    List<Tokens> tokens = parameter.stored().tokens();
    return switch (asked.modifier()) {
      case "" -> anyOf(scope, hashes(tokens, asked));
      case "not" -> noneOf(scope, hashes(tokens, asked));
      case "text" -> texts.of(scope, parameter, asked);
      case "in" -> anyOf(scope, valueSets.hashes(scope.moment(), tokens, asked));
      case "not-in" -> noneOf(scope, valueSets.hashes(scope.moment(), tokens, asked));
      case "of-type" -> anyOf(scope, typed(tokens, asked));
      default -> throw Refusals.modifier(asked, MODIFIERS);
    };
  }

  static Sql anyOf(Scope scope, List<Long> hashes) {
    return scope.has("search_token", condition(hashes));
  }

  static Sql noneOf(Scope scope, List<Long> hashes) {
    return scope.lacks("search_token", condition(hashes));
  }

  private static Sql condition(List<Long> hashes) {
    return hashes.size() == 1
        ? Sql.of("x.tokens @> array[?::bigint]", hashes.getFirst())
        : Sql.of("x.tokens && ?::bigint[]", (Object) hashes.toArray(Long[]::new));
  }

  private static List<Long> hashes(List<Tokens> tokens, Parameter asked) {
    return Alternatives.of(asked).stream()
        .flatMap(value -> tokens.stream().map(one -> hash(one, asked, value)))
        .toList();
  }

  /** One value: {@code code}, {@code system|code}, {@code |code} or {@code system|}. */
  static long hash(Tokens tokens, Parameter asked, String value) {
    List<String> parts = QueryString.split(value, '|');
    String first = QueryString.unescape(parts.getFirst());
    if (parts.size() == 1) {
      return tokens.code(first);
    }
    String code = QueryString.unescape(parts.get(1));
    if (parts.size() > 2) {
      throw Refusals.invalid(
          asked, "has too many parts: write system|code, and a | within them as \\|");
    }
    if (first.isEmpty() && code.isEmpty()) {
      throw Refusals.invalid(asked, "names neither a system nor a code");
    }
    return code.isEmpty() ? tokens.system(first) : tokens.pair(first, code);
  }

  private static List<Long> typed(List<Tokens> tokens, Parameter asked) {
    List<Long> hashes = new ArrayList<>();
    for (String value : Alternatives.of(asked)) {
      List<String> parts =
          QueryString.split(value, '|').stream().map(QueryString::unescape).toList();
      if (parts.size() != 3 || parts.get(1).isEmpty() || parts.get(2).isEmpty()) {
        throw Refusals.invalid(
            asked, "must be the system of the identifier's type, its code and the value: a|b|c");
      }
      tokens.forEach(one -> hashes.add(one.typed(parts.get(0), parts.get(1), parts.get(2))));
    }
    return hashes;
  }
}
