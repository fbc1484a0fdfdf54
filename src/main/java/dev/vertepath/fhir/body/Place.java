package dev.vertepath.fhir.body;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonPointer;

/**
 * A place in a resource, written as FHIRPath, as in {@code Patient.name[0].given[1]}.
 *
 * <p>Places are made for every element that is looked at and written out for the few that are
 * wrong, so they are chained instead of put together.
 */
record Place(@org.jspecify.annotations.Nullable Place parent, String name, int index) {

  static Place of(String type) {
    return new Place(null, type, -1);
  }

  Place child(String element) {
    return new Place(this, element, -1);
  }

  Place item(int number) {
    return new Place(parent, name, number);
  }

  /** The place that a JSON Pointer names in a resource of the type {@code root}. */
  static Place at(String root, JsonPointer pointer) {
    Place place = of(root);
    for (JsonPointer step = pointer; step != null && step.mayMatchProperty(); step = step.tail()) {
      place =
          step.mayMatchElement()
              ? place.item(step.getMatchingIndex())
              : place.child(element(step.getMatchingProperty()));
    }
    return place;
  }

  /** {@code _birthDate} holds the rest of the element {@code birthDate}. */
  private static String element(String field) {
    return field.startsWith("_") ? field.substring(1) : field;
  }

  @Override
  public String toString() {
    List<String> steps = new ArrayList<>();
    for (Place place = this; place != null; place = place.parent) {
      steps.add(place.index < 0 ? place.name : place.name + "[" + place.index + "]");
    }
    return String.join(".", steps.reversed());
  }
}
