package dev.vertepath.exchange.subscription;

import dev.vertepath.exchange.event.Topic;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Which events of a topic are meant (Subscriptions R5 Backport 1.1, "Filter Criteria"). */
final class Filters {

  private static final String PLACE = "Subscription.criteria.extension";

  final List<String> patients = new ArrayList<>();
  final List<String> organizations = new ArrayList<>();
  final List<String> states = new ArrayList<>();

  /**
   * @param criteria the element {@code _criteria}
   */
  void read(JsonNode criteria, Topic topic) {
    for (JsonNode extension : criteria.path("extension")) {
      String url = extension.path("url").asString("");
      if (url.equals(DefinitionReader.EXTENSION + "backport-filter-criteria")) {
        read(extension.path("valueString").asString(""), topic);
      }
    }
  }

  private void read(String filter, Topic topic) {
    int question = filter.indexOf('?');
    String type = question < 0 ? "" : filter.substring(0, question).strip();
    if (!type.isEmpty() && !topic.types().contains(type)) {
      throw DefinitionReader.refused(
          "not-supported",
          PLACE,
          "The events of this topic are about %s, not about %s."
              .formatted(String.join(" or ", topic.types()), type));
    }
    for (String pair : filter.substring(question + 1).split("&")) {
      String[] parts = pair.split("=", 2);
      String value = parts.length < 2 ? "" : decoded(parts[1]);
      List<String> values =
          Arrays.stream(value.split(",")).map(String::strip).filter(v -> !v.isEmpty()).toList();
      switch (parts[0].strip()) {
        case "patient" -> add(patients, values, "Patient");
        case "organization" -> add(organizations, values, "Organization");
        case "state" -> states.addAll(values);
        default -> throw notServed(filter);
      }
      if (values.isEmpty()) {
        throw notServed(filter);
      }
    }
  }

  private static void add(List<String> ids, List<String> references, String type) {
    for (String reference : references) {
      ids.add(
          reference.startsWith(type + "/") ? reference.substring(type.length() + 1) : reference);
    }
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw notServed(value);
    }
  }

  private static RuntimeException notServed(String filter) {
    return DefinitionReader.refused(
        "not-supported",
        PLACE,
        ("'%s' is no filter that is served: patient=Patient/1, organization=Organization/1 and"
                + " state=ordered are, with commas for several and & between.")
            .formatted(filter));
  }
}
