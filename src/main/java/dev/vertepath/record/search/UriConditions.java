package dev.vertepath.record.search;

import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.Tokens;
import dev.vertepath.record.search.Condition.Reach;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Conditions on URIs (R4 search.html, "uri"). */
final class UriConditions {

  private static final List<String> MODIFIERS = List.of("above", "below", "missing");

  Condition of(Scope scope, SearchParameters.Parameter parameter, Parameter asked) {
    List<Long> hashes = new ArrayList<>();
    for (String value : Alternatives.of(asked)) {
      String uri = QueryString.unescape(value);
      for (Tokens tokens : parameter.stored().tokens()) {
        add(tokens, asked, uri, hashes);
      }
    }
    return TokenConditions.anyOf(scope, Reach.SOME, hashes);
  }

  private static void add(Tokens tokens, Parameter asked, String uri, List<Long> hashes) {
    switch (asked.modifier()) {
      case "" -> hashes.add(tokens.code(uri));
      case "above" -> above(tokens, url(asked, uri), hashes);
      case "below" -> hashes.add(tokens.below(Tokens.above(url(asked, uri)).getFirst()));
      default -> throw Refusals.modifier(asked, MODIFIERS);
    }
  }

  /** Those that are stored may end in a slash or not. */
  private static void above(Tokens tokens, String url, List<Long> hashes) {
    for (String one : Tokens.above(url)) {
      hashes.add(tokens.code(one));
      hashes.add(tokens.code(one + "/"));
    }
  }

  private static String url(Parameter asked, String uri) {
    if (!uri.contains("://")) {
      throw Refusals.invalid(
          asked, "is no URL: only URLs are above or below others, URNs and OIDs are not");
    }
    return uri;
  }
}
