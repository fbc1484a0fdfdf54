package dev.vertepath.record.index;

import dev.vertepath.record.ResourceKey;
import org.jspecify.annotations.Nullable;

/**
 * A literal reference in its parts (R4 references.html, "literal"): {@code Patient/1}, {@code
 * https://hospital.example/fhir/Patient/1/_history/2}. Every write takes dozens apart, so no
 * pattern does it.
 *
 * @param base without a slash at the end; null of a relative one
 */
record LiteralReference(@Nullable String base, ResourceKey key) {

  private static final String HISTORY = "/_history/";
  private static final int LONGEST_ID = 64;

  /** Null when it is none. */
  static @Nullable LiteralReference of(String reference) {
    LiteralReference current = ofCurrent(reference);
    if (current != null) {
      return current;
    }
    int history = reference.lastIndexOf(HISTORY);
    boolean versioned = history > 0 && history + HISTORY.length() < reference.length();
    return versioned ? ofCurrent(reference.substring(0, history)) : null;
  }

  private static @Nullable LiteralReference ofCurrent(String reference) {
    int beforeId = reference.lastIndexOf('/');
    int beforeType = beforeId < 0 ? -1 : reference.lastIndexOf('/', beforeId - 1);
    String base = beforeType < 0 ? null : reference.substring(0, beforeType);
    if (beforeId <= 0 || (base != null && !isBase(base))) {
      return null;
    }
    String type = reference.substring(beforeType + 1, beforeId);
    String id = reference.substring(beforeId + 1);
    return isType(type) && isId(id) ? new LiteralReference(base, new ResourceKey(type, id)) : null;
  }

  private static boolean isBase(String base) {
    return base.startsWith("http://") && base.length() > "http://".length()
        || base.startsWith("https://") && base.length() > "https://".length();
  }

  private static boolean isType(String type) {
    return type.length() > 1
        && type.charAt(0) >= 'A'
        && type.charAt(0) <= 'Z'
        && type.chars().allMatch(LiteralReference::isLetter);
  }

  private static boolean isId(String id) {
    return !id.isEmpty()
        && id.length() <= LONGEST_ID
        && id.chars().allMatch(c -> isLetter(c) || c >= '0' && c <= '9' || c == '-' || c == '.');
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
