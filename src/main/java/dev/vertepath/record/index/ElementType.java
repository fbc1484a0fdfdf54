package dev.vertepath.record.index;

import java.util.Map;

/**
 * What R4 says of an element.
 *
 * @param name as in {@code CodeableConcept}; of a part of a resource, HAPI's name for it
 * @param systems of a {@code code} with a required binding, the system of each code
 */
record ElementType(String name, Map<String, String> systems) {

  ElementType(String name) {
    this(name, Map.of());
  }
}
