package dev.vertepath.fhir;

import dev.vertepath.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Damages JSON, in the same way for the same random numbers. */
final class Mutation {

  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e99",
          "0.10",
          "[]",
          "{}",
          "[null]",
          "''",
          "' '",
          "'2026'",
          "'2026-13-01'",
          "'0000-00-00'",
          "'9999-12-31T23:59:59.999999999+14:00'",
          "'Patient/x'",
          "'#'",
          "'urn:uuid:00000000-0000-0000-0000-000000000000'",
          "'Patient?identifier=|'",
          "'Condition/../../etc'",
          "'http://[::1]/fhir/Patient/1/_history/2'",
          "'\\ud800'",
          "'completed'",
          "{'reference':'Condition/nothing/_history/9'}",
          "{'identifier':{'value':'x'}}",
          "{'coding':[{'code':'x'},{}]}",
          "[{'coding':[{'system':'http://snomed.info/sct'}]}]",
          "{'value':7}",
          "{'start':'2030','end':'2020'}");

  private Mutation() {}

  /** Changes one thing somewhere within. */
  static void within(JsonNode tree, Random random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(tree, containers);
    JsonNode chosen = containers.get(random.nextInt(containers.size()));
    JsonNode odd =
        Json.MAPPER.readTree(
            FhirOverHttp.quoted(ODD_VALUES.get(random.nextInt(ODD_VALUES.size()))));
    switch (chosen) {
      case ObjectNode object when !object.isEmpty() -> {
        List<String> names = List.copyOf(object.propertyNames());
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
          case 0 -> object.remove(name);
          case 1 -> object.set(names.get(random.nextInt(names.size())), object.get(name));
          case 2 -> object.set("_" + name, odd);
          default -> object.set(name, odd);
        }
      }
      case ArrayNode array when !array.isEmpty() -> {
        int index = random.nextInt(array.size());
        switch (random.nextInt(3)) {
          case 0 -> array.remove(index);
          case 1 -> array.add(array.get(index));
          default -> array.set(index, odd);
        }
      }
      default -> {
        // Nothing in it to change.
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }
}
