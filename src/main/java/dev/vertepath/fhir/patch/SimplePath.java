package dev.vertepath.fhir.patch;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of FHIRPath that says where an element is. All of it is a language of programs: regular
 * expressions, descendants of descendants and unions may take longer than anybody waits, while the
 * patient is locked.
 */
final class SimplePath {

  private static final int LONGEST = 1_000;

  private static final Set<String> FUNCTIONS =
      Set.of(
          "where",
          "first",
          "last",
          "single",
          "tail",
          "skip",
          "take",
          "ofType",
          "as",
          "is",
          "extension",
          "exists",
          "empty",
          "all",
          "not",
          "count",
          "hasValue",
          "startsWith",
          "endsWith",
          "contains",
          "lower",
          "upper");

  /** Words between which a bracket groups. */
  private static final Set<String> OPERATORS =
      Set.of("and", "or", "xor", "implies", "in", "div", "mod");

  private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\]|\\\\.)*+'", Pattern.DOTALL);
  private static final Pattern CALL = Pattern.compile("([\\p{L}_$][\\p{L}\\p{N}_$]*+)\\s*+\\(");

  /** What is not ASCII is a space to some who read it, and none to others. */
  private static final Pattern OTHER = Pattern.compile("[%|~`\"]|//|/\\*|[^\\x20-\\x7E\t\r\n]");

  private SimplePath() {}

  /** What a path has that none here may have; empty if nothing. */
  static String problem(String path) {
    if (path.length() > LONGEST) {
      return "it is longer than " + LONGEST + " characters";
    }
    String bare = TEXT.matcher(path).replaceAll("''");
    Matcher other = OTHER.matcher(bare);
    if (other.find()) {
      return "'" + other.group() + "' is not taken in the path of a patch";
    }
    Matcher call = CALL.matcher(bare);
    while (call.find()) {
      String function = call.group(1);
      if (!FUNCTIONS.contains(function) && !OPERATORS.contains(function)) {
        return "the function '%s' is not taken in the path of a patch; where, first, last, ofType, extension, exists and the like are"
            .formatted(function);
      }
    }
    return "";
  }
}
