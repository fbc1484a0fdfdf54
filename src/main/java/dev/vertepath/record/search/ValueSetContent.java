package dev.vertepath.record.search;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The codes of a value set.
 *
 * @param systems code systems of which all codes belong to it
 */
record ValueSetContent(Set<String> systems, Set<Code> codes) {

  static final ValueSetContent EMPTY = new ValueSetContent(Set.of(), Set.of());

  /** A code of a system. */
  record Code(String system, String code) {}

  /** A part of {@code compose} without a filter. */
  static ValueSetContent listed(JsonNode part) {
    String system = part.path("system").asString("");
    if (!part.has("concept")) {
      return new ValueSetContent(Set.of(system), Set.of());
    }
    Set<Code> codes = new HashSet<>();
    part.path("concept")
        .forEach(concept -> codes.add(new Code(system, concept.path("code").asString(""))));
    return new ValueSetContent(Set.of(), codes);
  }

  static ValueSetContent expanded(JsonNode contains) {
    Set<Code> codes = new HashSet<>();
    collect(contains, codes);
    return new ValueSetContent(Set.of(), codes);
  }

  private static void collect(JsonNode contains, Set<Code> codes) {
    for (JsonNode one : contains) {
      if (one.has("code") && !one.path("abstract").asBoolean(false)) {
        codes.add(new Code(one.path("system").asString(""), one.path("code").asString("")));
      }
      collect(one.path("contains"), codes);
    }
  }

  ValueSetContent plus(ValueSetContent other) {
    Set<String> allSystems = new HashSet<>(systems);
    allSystems.addAll(other.systems);
    Set<Code> allCodes = new HashSet<>(codes);
    allCodes.addAll(other.codes);
    return new ValueSetContent(allSystems, allCodes);
  }

  /** What both hold. */
  ValueSetContent within(ValueSetContent other) {
    Set<String> bothSystems = new HashSet<>(systems);
    bothSystems.retainAll(other.systems);
    Set<Code> bothCodes = new HashSet<>();
    codes.stream().filter(other::holds).forEach(bothCodes::add);
    other.codes.stream().filter(this::holds).forEach(bothCodes::add);
    return new ValueSetContent(bothSystems, bothCodes);
  }

  /** Empty when the codes that would be left cannot be listed. */
  Optional<ValueSetContent> minus(ValueSetContent other) {
    Set<String> leftSystems = new HashSet<>(systems);
    leftSystems.removeAll(other.systems);
    if (other.codes.stream().anyMatch(code -> leftSystems.contains(code.system()))) {
      return Optional.empty();
    }
    Set<Code> leftCodes = new HashSet<>(codes);
    leftCodes.removeIf(other::holds);
    return Optional.of(new ValueSetContent(leftSystems, leftCodes));
  }

  private boolean holds(Code code) {
    return codes.contains(code) || systems.contains(code.system());
  }
}
