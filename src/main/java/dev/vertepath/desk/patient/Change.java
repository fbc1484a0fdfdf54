package dev.vertepath.desk.patient;

import dev.vertepath.pathway.CaseState;
import dev.vertepath.record.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What somebody else changed meanwhile.
 *
 * @param element of the resource, as in {@code status}; {@code case-state} for the code of a state
 *     of a case
 * @param detail which part of the element, as in the text of a criterion; empty for all of it
 * @param before in words as far as the resource has some; empty where there was nothing
 * @param after empty where there is nothing
 */
record Change(String element, String detail, String before, String after) {

  /** What the service notes for itself. */
  private static final Set<String> UNTOLD = Set.of("meta", "text", "lastModified");

  /** What says of a verdict, for programs, what its criteria say. */
  private static final Set<String> OF_VERDICTS = Set.of("status", "dataRequirement");

  private static final Set<String> STATES =
      Arrays.stream(CaseState.values()).map(CaseState::code).collect(Collectors.toSet());

  /** The differences, without what the service notes for itself. */
  static List<Change> between(JsonNode before, JsonNode after) {
    Set<String> elements = new TreeSet<>();
    before.properties().forEach(one -> elements.add(one.getKey()));
    after.properties().forEach(one -> elements.add(one.getKey()));
    elements.removeAll(UNTOLD);
    if (after.path("resourceType").asString("").equals("GuidanceResponse")) {
      elements.removeAll(OF_VERDICTS);
    }
    List<Change> changes = new ArrayList<>();
    for (String element : elements) {
      JsonNode was = before.path(element);
      JsonNode is = after.path(element);
      if (!was.equals(is)) {
        changes.addAll(
            element.equals("contained") && !(criteria(was).isEmpty() && criteria(is).isEmpty())
                ? differences(element, criteria(was), criteria(is))
                : List.of(of(element, was, is)));
      }
    }
    return changes;
  }

  private static Change of(String element, JsonNode was, JsonNode is) {
    String before = words(without(was, is));
    String after = words(without(is, was));
    if (before.equals(after)) {
      return new Change(element, "", was.toString(), is.toString());
    }
    if (element.equals("businessStatus")) {
      String from = was.at("/coding/0/code").asString("");
      String to = is.at("/coding/0/code").asString("");
      if (STATES.contains(from) && STATES.contains(to)) {
        return new Change("case-state", "", from, to);
      }
    }
    return new Change(element, "", before, after);
  }

  /** What each criterion of a verdict was judged by. */
  private static Map<String, String> criteria(JsonNode contained) {
    Map<String, String> found = new TreeMap<>();
    for (JsonNode parameter : Shown.each(contained.at("/0/parameter"))) {
      Map<String, String> parts = new TreeMap<>();
      Shown.each(parameter.path("part"))
          .forEach(
              part ->
                  parts.put(
                      part.path("name").asString(""),
                      part.path("valueString").asString(part.path("valueCode").asString(""))));
      String text = parts.getOrDefault("text", "");
      if (!text.isEmpty()) {
        String finding = parts.getOrDefault("finding", "");
        found.put(text, finding.isEmpty() ? parts.getOrDefault("status", "") : finding);
      }
    }
    return found;
  }

  private static List<Change> differences(
      String element, Map<String, String> was, Map<String, String> is) {
    Set<String> all = new TreeSet<>(was.keySet());
    all.addAll(is.keySet());
    List<Change> changes = new ArrayList<>();
    for (String one : all) {
      String before = was.getOrDefault(one, "");
      String after = is.getOrDefault(one, "");
      if (!before.equals(after)) {
        changes.add(new Change(element, one, before, after));
      }
    }
    return changes;
  }

  /** Of a list, what the other does not have. */
  private static JsonNode without(JsonNode node, JsonNode other) {
    if (!(node instanceof ArrayNode list) || !(other instanceof ArrayNode others)) {
      return node;
    }
    ArrayNode only = Json.MAPPER.createArrayNode();
    for (JsonNode one : list) {
      if (others.values().stream().noneMatch(one::equals)) {
        only.add(one);
      }
    }
    return only;
  }

  /** As a person would say it: names and texts go before codes and references. */
  private static String words(JsonNode node) {
    if (node.isArray()) {
      return joined(node.values().stream().map(Change::words).toList(), "; ");
    }
    if (!node.isObject()) {
      return node.isMissingNode() ? "" : node.asString(node.toString());
    }
    if (node.has("value") && (node.has("unit") || node.has("code"))) {
      return (words(node.path("value")) + " " + words(node.path("unit"))).strip();
    }
    for (String named : List.of("text", "display", "coding", "reference", "code")) {
      if (node.has(named)) {
        return words(named.equals("coding") ? node.path(named).path(0) : node.path(named));
      }
    }
    if (node.has("start") || node.has("end")) {
      return joined(List.of(words(node.path("start")), words(node.path("end"))), " – ");
    }
    return joined(
        node.properties().stream()
            .filter(one -> !Set.of("id", "system", "url").contains(one.getKey()))
            .map(one -> words(one.getValue()))
            .toList(),
        ", ");
  }

  private static String joined(List<String> words, String by) {
    return words.stream()
        .filter(word -> !word.isBlank())
        .distinct()
        .collect(Collectors.joining(by));
  }
}
