package dev.vertepath.record.store;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.index.Hashes;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.Tokens;
import dev.vertepath.record.search.QueryString;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition that names a resource by search instead of by id.
 *
 * @param criteria search parameters, in one spelling of the many that mean the same
 * @param identifier if an identifier with system and value is all that is asked for
 * @param token which stands for it in the search index
 */
record Condition(
    String type, String criteria, @Nullable Identified identifier, @Nullable Long token) {

  private static final int LONGEST = 500;
  private static final Pattern REFERENCE = Pattern.compile("([A-Z][A-Za-z]+)\\?(.+)");
  private static final Pattern PAIR =
      Pattern.compile("((?:[^\\\\,|]|\\\\.)+)\\|((?:[^\\\\,|]|\\\\.)+)");

  /** An identifier that resources of a type may carry. */
  record Identified(String type, long hash) {}

  /**
   * @param query the URL's, still encoded
   * @throws RecordException INVALID when the percent encoding is broken
   */
  static Condition of(String type, String query) {
    List<Parameter> parameters = QueryString.parse(query).parameters();
    String criteria =
        parameters.stream().map(Parameter::encoded).sorted().collect(Collectors.joining("&"));
    Matcher pair = PAIR.matcher(parameters.size() == 1 ? identifier(parameters.getFirst()) : "");
    if (!pair.matches()) {
      return new Condition(type, criteria, null, null);
    }
    String system = QueryString.unescape(pair.group(1));
    String value = QueryString.unescape(pair.group(2));
    return new Condition(
        type,
        criteria,
        new Identified(type, References.identifierHash(system, value)),
        new Tokens(Hashes.param(type, "identifier")).pair(system, value));
  }

  private static String identifier(Parameter only) {
    return only.name().equals("identifier") && only.modifier().isEmpty() ? only.value() : "";
  }

  /** The condition that a reference states, as {@code Patient?identifier=s|v}; null for none. */
  static @Nullable Condition ofReference(String url) {
    Matcher conditional = REFERENCE.matcher(url);
    return conditional.matches() ? of(conditional.group(1), conditional.group(2)) : null;
  }

  /** Fits a key of the database, however long the criteria are. */
  String claim() {
    return criteria.length() <= LONGEST ? criteria : "#" + Hashes.of(criteria);
  }

  @Override
  public String toString() {
    return type + "?" + criteria;
  }
}
