package dev.vertepath.fhir.operation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Puts the query of a search together out of plain values. */
public final class Criteria {

  private final List<String> pairs = new ArrayList<>();

  /** A value to be found as it is, whatever it holds. */
  public Criteria and(String parameter, String value) {
    return and(parameter, List.of(value));
  }

  /** Any of these values. */
  public Criteria and(String parameter, Collection<String> values) {
    return raw(parameter, values.stream().map(Criteria::escaped).collect(Collectors.joining(",")));
  }

  /** A value as it is written in a search: with commas between alternatives. */
  public Criteria list(String parameter, String written) {
    return raw(parameter, written);
  }

  /** Any of these tokens, each with its system (R4 search.html, "token"). */
  public Criteria token(String parameter, Collection<Token> tokens) {
    return raw(
        parameter,
        tokens.stream()
            .map(token -> escaped(token.system()) + "|" + escaped(token.value()))
            .collect(Collectors.joining(",")));
  }

  /** At most so many on the page, and nothing counted beside them. */
  public Criteria atMost(int most) {
    return raw("_count", Integer.toString(most)).raw("_total", "none");
  }

  /** The query, encoded as in a URL. */
  public String query() {
    return String.join("&", pairs);
  }

  /** A code with its system. */
  public record Token(String system, String value) {}

  private Criteria raw(String parameter, String value) {
    pairs.add(parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    return this;
  }

  /** R4 search.html, "Escaping Search Parameters". */
  private static String escaped(String value) {
    return value.replaceAll("([\\\\,$|])", "\\\\$1");
  }
}
