package dev.vertepath.fhir.body;

import tools.jackson.databind.JsonNode;

/**
 * The two halves of a list of primitives, {@code x} with the values and {@code _x} with ids and
 * extensions: a null in the one holds the place of what the other one has (R4 json.html#primitive).
 */
final class Halves {

  private Halves() {}

  /**
   * Finds nulls that hold the place of nothing.
   *
   * @param beside whether the half with the underscore is looked at
   */
  static void check(Problems problems, JsonNode object, String element, boolean beside, Place at) {
    JsonNode half = object.path(beside ? "_" + element : element);
    if (!half.isArray()) {
      return;
    }
    JsonNode other = object.path(beside ? element : "_" + element);
    for (int i = 0; i < half.size(); i++) {
      // What is null in both is told of the values.
      boolean alone = beside ? !other.has(i) : !other.hasNonNull(i);
      if (half.get(i).isNull() && alone) {
        problems.add(
            "structure", at.item(i), "is null, and has no id or extension either: leave it out");
      }
    }
  }
}
