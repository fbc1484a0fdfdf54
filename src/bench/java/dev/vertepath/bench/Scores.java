package dev.vertepath.bench;

import java.util.Map;

/** What the two scores that are sent differ in. */
final class Scores {

  private Scores() {}

  /** Pain of 0 to 10. */
  static Map<String, String> pain(String key, String at, int score) {
    return score(key, at, score, "http://loinc.org|72514-3", "Pain severity, 0 to 10");
  }

  /** Function by the questionnaire of Roland and Morris, 0 to 24. */
  static Map<String, String> function(String key, String at, int score) {
    String code = "https://vertepath.dev/fhir/CodeSystem/finding|roland-morris-score";
    return score(key, at, score, code, "Roland-Morris score, 0 to 24");
  }

  private static Map<String, String> score(
      String key, String at, int score, String code, String text) {
    int bar = code.indexOf('|');
    return Map.ofEntries(
        Map.entry("key", key),
        Map.entry("at", at),
        Map.entry("value", Integer.toString(score)),
        Map.entry("system", code.substring(0, bar)),
        Map.entry("code", code.substring(bar + 1)),
        Map.entry("text", text));
  }
}
