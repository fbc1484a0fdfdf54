package dev.vertepath.fhir;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.ClinicalRecord.ServedParameter;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The values of {@code _include} and {@code _revinclude} that lead somewhere, by type. */
final class ServedIncludes {

  private static final String ALL = "*";

  private final Map<String, SortedSet<String>> from = new HashMap<>();
  private final Map<String, SortedSet<String>> to = new HashMap<>();

  ServedIncludes(ClinicalRecord record) {
    for (String type : record.types()) {
      for (ServedParameter parameter : record.searchParameters(type)) {
        String include = type + ":" + parameter.name();
        for (String target : parameter.targets()) {
          add(from, type, include);
          add(to, target, include);
        }
      }
    }
  }

  private static void add(Map<String, SortedSet<String>> map, String type, String include) {
    map.computeIfAbsent(type, t -> new TreeSet<>()).add(include);
  }

  /** What a type refers to by, as {@code Condition:subject}. */
  SortedSet<String> from(String type) {
    return withAll(from, type);
  }

  /** What may refer to a type. */
  SortedSet<String> to(String type) {
    return withAll(to, type);
  }

  private static SortedSet<String> withAll(Map<String, SortedSet<String>> map, String type) {
    SortedSet<String> all = new TreeSet<>(map.getOrDefault(type, new TreeSet<>()));
    all.add(ALL);
    return all;
  }
}
