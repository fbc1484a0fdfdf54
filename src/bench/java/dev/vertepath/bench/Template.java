package dev.vertepath.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON with places for values, as in {@code {"id": "$id"}}. */
final class Template {

  private static final Pattern PLACE = Pattern.compile("\\$([a-z]+)");

  private final List<String> texts = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  private Template(String compact) {
    int end = 0;
    Matcher places = PLACE.matcher(compact);
    for (MatchResult place : places.results().toList()) {
      texts.add(compact.substring(end, place.start()));
      names.add(place.group(1));
      end = place.end();
    }
    texts.add(compact.substring(end));
  }

  /** Line breaks and the spaces after them are for the reader of the source only. */
  static Template of(String json) {
    return new Template(json.replaceAll("\\n\\s*", ""));
  }

  String with(Map<String, String> values) {
    var filled = new StringBuilder(2048);
    for (int i = 0; i < names.size(); i++) {
      String value = values.get(names.get(i));
      if (value == null) {
        throw new IllegalArgumentException("no value for $" + names.get(i));
      }
      filled.append(texts.get(i)).append(value);
    }
    return filled.append(texts.getLast()).toString();
  }
}
