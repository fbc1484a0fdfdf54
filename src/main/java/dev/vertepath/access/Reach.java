package dev.vertepath.access;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.ClinicalRecord.ServedParameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which types a search looks at beside its own: those of chains, of {@code _has} and of {@code
 * _list} (R4 search.html). What it tells of them, it tells by what it finds.
 */
final class Reach {

  private static final String HAS = "_has:";
  private static final String LIST = "_list";

  /** The record refuses what is longer; here it only must not take long. */
  private static final int DEEPEST = 60;

  private final ClinicalRecord record;
  private final Set<String> reached = new TreeSet<>();

  private Reach(ClinicalRecord record) {
    this.record = record;
  }

  /**
   * @param query the URL's query, still encoded; what is wrong with it, the record will say
   */
  static Set<String> of(ClinicalRecord record, String type, String query) {
    var reach = new Reach(record);
    for (String parameter : query.split("&", -1)) {
      String name = decoded(parameter.split("=", 2)[0]);
      if (name.equals(LIST)) {
        reach.reached.add("List");
      }
      reach.follow(Set.of(type), name, 0);
    }
    return reach.reached;
  }

  /** The types that {@code _type} names, if it does. */
  static Set<String> typesNamed(String query) {
    Set<String> types = new TreeSet<>();
    for (String parameter : query.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      if (parts.length == 2 && decoded(parts[0]).equals("_type")) {
        types.addAll(List.of(decoded(parts[1]).split(",")));
      }
    }
    return types;
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  private void follow(Set<String> from, String name, int depth) {
    int dot = name.indexOf('.');
    if (depth > DEEPEST) {
      return;
    }
    if (name.startsWith(HAS)) {
      String[] parts = name.substring(HAS.length()).split(":", 3);
      reached.add(parts[0]);
      if (parts.length == 3) {
        follow(Set.of(parts[0]), parts[2], depth + 1);
      }
    } else if (dot > 0) {
      Set<String> to = new TreeSet<>();
      from.forEach(type -> to.addAll(targets(type, name.substring(0, dot))));
      reached.addAll(to);
      follow(to, name.substring(dot + 1), depth + 1);
    }
  }

  /**
   * @param step as in {@code subject:Patient}
   */
  private Set<String> targets(String type, String step) {
    int colon = step.indexOf(':');
    if (colon >= 0) {
      return Set.of(step.substring(colon + 1));
    }
    if (!record.types().contains(type)) {
      return Set.of();
    }
    return record.searchParameters(type).stream()
        .filter(parameter -> parameter.name().equals(step) && parameter.type().equals("reference"))
        .findFirst()
        .map(ServedParameter::targets)
        .map(targets -> targets.isEmpty() ? record.types() : targets)
        .orElse(Set.of());
  }
}
