package dev.vertepath.record.search;

import dev.vertepath.record.index.StringValues;
import java.util.HashMap;
import java.util.Map;

/**
 * Patterns of PostgreSQL that a text matches, its accents taken away, just when it begins so after
 * {@link StringValues#fold}. What PostgreSQL's own {@code lower()} does depends on how its cluster
 * was made.
 */
final class FoldedPattern {

  private static final int LAST_OF_BASIC_PLANE = 0xFFFF;

  /** Each folded character with those that become it. */
  private static final Map<String, String> ORIGINS = origins();

  private FoldedPattern() {}

  static String begins(String folded) {
    var pattern = new StringBuilder("^");
    folded
        .codePoints()
        .mapToObj(Character::toString)
        .forEach(one -> pattern.append(ORIGINS.getOrDefault(one, "[" + escaped(one) + "]")));
    return pattern.toString();
  }

  private static Map<String, String> origins() {
    Map<String, StringBuilder> origins = new HashMap<>();
    for (char c = '!'; c < LAST_OF_BASIC_PLANE; c++) {
      if (Character.isLetter(c)) {
        String one = Character.toString(c);
        String folded = StringValues.fold(one);
        if (folded.length() == 1) {
          origins.computeIfAbsent(folded, f -> new StringBuilder(f)).append(one);
        }
      }
    }
    Map<String, String> patterns = new HashMap<>();
    origins.forEach((folded, all) -> patterns.put(folded, "[" + all + "]"));
    return patterns;
  }

  private static String escaped(String one) {
    return one.matches("[\\w\\s]") || one.charAt(0) > 127 ? one : "\\" + one;
  }
}
