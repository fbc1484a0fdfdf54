package dev.vertepath.exchange.hl7v2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The mappings as their tables say. */
final class Mappings {

  private static final String NONE = "-";
  private static final String OTHERS = "*";

  private final Map<String, MessageRule> messages = new HashMap<>();
  private final Map<String, ResourceRule> resources = new HashMap<>();
  private final Map<String, List<FieldRule>> fields = new HashMap<>();
  private final Map<String, String> codes = new HashMap<>();
  private final Map<String, String> systems = new HashMap<>();

  /** What a message becomes, as {@code ADT^A01}. */
  record MessageRule(String message, String event, List<String> resources) {}

  /**
   * How segments become a resource.
   *
   * @param key fields that tell it from others, as {@code DG1-3.1}
   * @param partial whether it says only part of what is to be known
   */
  record ResourceRule(
      String name,
      String type,
      String starts,
      Set<String> with,
      Set<String> context,
      List<FieldPath> key,
      String like,
      boolean partial) {}

  /**
   * How a field becomes an element.
   *
   * @param from null for what is always so
   */
  record FieldRule(
      Optional<FieldPath> from, String element, String as, String table, boolean needed) {}

  Mappings(Tables tables) {
    for (String[] cells : tables.read("messages.tsv", 1)) {
      messages.put(cells[0], new MessageRule(cells[0], cells[1], words(cells[2])));
    }
    for (String[] cells : tables.read("resources.tsv", 1)) {
      resources.put(
          cells[0],
          new ResourceRule(
              cells[0],
              cells[1],
              cells[2],
              Set.copyOf(words(cells[3])),
              Set.copyOf(words(cells[4])),
              words(cells[5]).stream().map(FieldPath::parse).toList(),
              cells[6],
              cells[7].equals("yes")));
    }
    for (String[] cells : tables.read("fields.tsv", 3)) {
      Optional<FieldPath> from =
          cells[1].equals("=") ? Optional.empty() : Optional.of(FieldPath.parse(cells[1]));
      fields
          .computeIfAbsent(cells[0], k -> new ArrayList<>())
          .add(new FieldRule(from, cells[2], cells[3], cells[4], cells[5].equals("yes")));
    }
    tables.read("codes.tsv", 2).forEach(cells -> codes.put(cells[0] + " " + cells[1], cells[2]));
    tables
        .read("systems.tsv", 2)
        .forEach(cells -> systems.put(cells[0] + " " + cells[1], cells[2]));
    requireWhole();
  }

  private static List<String> words(String cell) {
    return cell.equals(NONE) ? List.of() : List.of(cell.split(" "));
  }

  private void requireWhole() {
    for (MessageRule message : messages.values()) {
      for (String resource : message.resources()) {
        if (!resources.containsKey(resource)) {
          throw new IllegalArgumentException(
              "VERTEPATH_MESSAGE_MAPPINGS: messages.tsv makes %s of %s, which resources.tsv does not know."
                  .formatted(resource, message.message()));
        }
      }
    }
  }

  Optional<MessageRule> message(String name) {
    return Optional.ofNullable(messages.get(name));
  }

  /** All that are taken in, for a sentence. */
  String messages() {
    return String.join(", ", new TreeSet<>(messages.keySet()));
  }

  ResourceRule resource(String name) {
    return java.util.Objects.requireNonNull(resources.get(name), name);
  }

  /** In the order in which they count: those of what it is like, then its own. */
  List<FieldRule> fields(ResourceRule resource) {
    List<FieldRule> all = new ArrayList<>(fields.getOrDefault(resource.like(), List.of()));
    all.addAll(fields.getOrDefault(resource.name(), List.of()));
    return all;
  }

  /** What a code of a table becomes; empty for one that it does not know. */
  Optional<String> code(String table, String value) {
    return Optional.ofNullable(codes.get(table + " " + value))
        .or(() -> Optional.ofNullable(codes.get(table + " " + OTHERS)));
  }

  /** The URL of a coding system or an assigning authority. */
  String system(String kind, String name) {
    String known = systems.get(kind + " " + name);
    return known != null
        ? known
        : "https://vertepath.dev/fhir/hl7v2/%s/%s"
            .formatted(
                kind, java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8));
  }
}
