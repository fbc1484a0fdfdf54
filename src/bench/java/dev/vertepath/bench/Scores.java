package dev.vertepath.bench;

import java.util.Map;

/** What the two scores that are sent differ in. */
final class Scores {

  private Scores() {}

  /** Pain of 0 to 10. */
  static Map<String, String> pain(String key, String at, int score) {
    return Map.of(
        "key",
        key,
        "at",
        at,
        "value",
        Integer.toString(score),
        "code",
        "72514-3",
        "text",
        "Pain severity, 0 to 10",
        "system",
        "http://loinc.org");
  }

  /** Function by the questionnaire of Roland and Morris, 0 to 24. */
  static Map<String, String> function(String key, String at, int score) {
    return Map.of(
        "key",
        key,
        "at",
        at,
        "value",
        Integer.toString(score),
        "system",
        "https://vertepath.dev/fhir/CodeSystem/finding",
        "code",
        "roland-morris-score",
        "text",
        "Roland-Morris score, 0 to 24");
  }
}
