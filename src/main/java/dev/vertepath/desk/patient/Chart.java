package dev.vertepath.desk.patient;

import dev.vertepath.record.DateRange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All that the caller may see of a patient.
 *
 * @param all by reference
 * @param whole whether nothing was left out for want of room
 */
record Chart(Shown patient, Map<String, Shown> all, boolean whole, Instant now, ZoneId zone) {

  private static final Set<String> WRONG = Set.of("entered-in-error", "refuted");

  static Map<String, Shown> byReference(List<Shown> resources) {
    Map<String, Shown> all = new LinkedHashMap<>();
    resources.forEach(shown -> all.put(shown.reference(), shown));
    return all;
  }

  String id() {
    return patient.key().id();
  }

  List<Shown> of(String type) {
    return all.values().stream().filter(shown -> shown.key().type().equals(type)).toList();
  }

  /** As {@link #of}, without what was entered in error. */
  List<Shown> valid(String type) {
    return of(type).stream().filter(shown -> !isWrong(shown)).toList();
  }

  static boolean isWrong(Shown shown) {
    return WRONG.contains(shown.status())
        || WRONG.contains(shown.text("/verificationStatus/coding/0/code"));
  }

  /**
   * The resource that a reference names.
   *
   * @param reference with or without a version
   */
  Optional<Shown> find(String reference) {
    return Optional.ofNullable(all.get(reference.replaceFirst("/_history/.*", "")));
  }

  Optional<Shown> find(JsonNode reference) {
    return find(reference.path("reference").asString(""));
  }

  /** The work item of a key. */
  Optional<Shown> item(String type, String key) {
    return of(type).stream().filter(shown -> shown.workItem().equals(key)).findFirst();
  }

  /** The first instant that a date means; null for none, or what is no date. */
  @Nullable Instant start(String date) {
    DateRange range = range(date);
    return range == null ? null : range.lo();
  }

  @Nullable Instant end(String date) {
    DateRange range = range(date);
    return range == null ? null : range.hi();
  }

  private @Nullable DateRange range(String date) {
    try {
      return date.isEmpty() ? null : DateRange.of(date, zone);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** When it happened in the clinic, by the first of these elements that tells; else null. */
  @Nullable Instant when(Shown shown, String... pointers) {
    for (String pointer : pointers) {
      Instant found = start(shown.text(pointer));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Who a reference names, in words. */
  String name(JsonNode reference) {
    String display = reference.path("display").asString("");
    if (!display.isEmpty()) {
      return display;
    }
    return find(reference)
        .map(Chart::named)
        .filter(name -> !name.isEmpty())
        .orElseGet(
            () ->
                reference
                    .path("reference")
                    .asString(reference.at("/identifier/value").asString("")));
  }

  private static String named(Shown shown) {
    JsonNode name = shown.body().path("name");
    if (name.isString()) {
      return name.asString();
    }
    String practitioner = shown.text("/practitioner/display");
    return practitioner.isEmpty() ? humanName(name) : practitioner;
  }

  /** Prefix, given names and family name of the first name. */
  static String humanName(JsonNode names) {
    JsonNode name = names.path(0);
    String text = name.path("text").asString("");
    var all = new StringBuilder();
    for (String part : List.of("prefix", "given")) {
      for (JsonNode word : Shown.each(name.path(part))) {
        all.append(word.asString("")).append(' ');
      }
    }
    String full = all.append(name.path("family").asString("")).toString().strip();
    return full.isEmpty() ? text : full;
  }
}
