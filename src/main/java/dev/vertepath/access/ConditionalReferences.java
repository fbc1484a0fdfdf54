package dev.vertepath.access;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a body searches for when it is stored: references as {@code Patient?identifier=s|v} (R4
 * http.html, "Conditional References").
 */
final class ConditionalReferences {

  private static final Pattern FORM = Pattern.compile("([A-Z][A-Za-z]+)\\?(.*)");

  private final Set<Search> found;

  private ConditionalReferences(Set<Search> found) {
    this.found = found;
  }

  /** One search. */
  record Search(String type, String query) implements Comparable<Search> {

    @Override
    public int compareTo(Search other) {
      return toString().compareTo(other.toString());
    }
  }

  static Set<Search> in(JsonNode body) {
    var references = new ConditionalReferences(new TreeSet<>());
    references.look(body);
    return references.found;
  }

  private void look(JsonNode node) {
    if (node.path("reference").isString()) {
      Matcher form = FORM.matcher(node.path("reference").asString());
      if (form.matches()) {
        found.add(new Search(form.group(1), form.group(2)));
      }
    }
    for (JsonNode child : node) {
      if (child.isContainer()) {
        look(child);
      }
    }
  }
}
