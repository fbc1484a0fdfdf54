package dev.vertepath.fhir.body;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.FhirContext;
import dev.vertepath.fhir.body.Shape.Slot;
import dev.vertepath.record.RecordException.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Holds a resource against the structure that R4 defines, as HAPI's model knows it: elements, their
 * types and numbers, the form of primitive values and the codes of required bindings.
 *
 * <p>HAPI's own parser finds the same, but names neither the place nor all problems; its validator
 * finds more, and costs a hundred times as much as the rest of the request.
 */
final class Structure {

  private final FhirContext context;
  private final boolean innerToo;
  private final Problems problems = new Problems();

  private Structure(FhirContext context, boolean innerToo) {
    this.context = context;
    this.innerToo = innerToo;
  }

  /**
   * Everything that is wrong, up to a limit.
   *
   * @param place where the resource stands, as in {@code Bundle.entry[3].resource}
   * @param innerToo whether the resources within a Bundle or Parameters are looked at as well
   */
  static List<Problem> problems(
      FhirContext context, JsonNode resource, Place place, boolean innerToo) {
    var structure = new Structure(context, innerToo);
    structure.resource(resource, place);
    return structure.problems.all();
  }

  private void resource(JsonNode resource, Place place) {
    if (!resource.isObject()) {
      problems.add("structure", place, "must be a resource and is " + Primitives.kind(resource));
      return;
    }
    String type = resource.path("resourceType").asString("");
    if (!context.getResourceTypes().contains(type)) {
      problems.add(
          "structure",
          place,
          type.isEmpty()
              ? "has no resourceType: name the type of the resource"
              : "has the resourceType '" + type + "', which is no type of R4");
      return;
    }
    composite(resource, Shape.ofResource(context, type), place);
  }

  private void composite(JsonNode object, Shape shape, Place place) {
    if (!object.isObject()) {
      problems.add("structure", place, "must be an object and is " + Primitives.kind(object));
      return;
    }
    if (object.isEmpty()) {
      problems.add("structure", place, "is an empty object: leave it out instead");
      return;
    }
    Set<BaseRuntimeChildDefinition> seen = new HashSet<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!problems.full()) {
        field(object, shape, place, field, seen);
      }
    }
    for (Slot slot : shape.required()) {
      if (!seen.contains(slot.child())) {
        problems.add(
            "required", place.child(slot.name()), "is missing, but required in " + shape.owner());
      }
    }
  }

  private void field(
      JsonNode object,
      Shape shape,
      Place place,
      Map.Entry<String, JsonNode> field,
      Set<BaseRuntimeChildDefinition> seen) {
    String name = field.getKey();
    if (name.equals("resourceType") && shape.isResource()) {
      return;
    }
    boolean beside = name.startsWith("_");
    String element = beside ? name.substring(1) : name;
    Slot slot = shape.slot(element);
    if (slot == null) {
      problems.add(
          "structure",
          place.child(element),
          "is unknown: %s has no such element in R4".formatted(shape.owner()));
      return;
    }
    Place at = place.child(slot.name());
    if (beside && !slot.isPrimitive()) {
      problems.add("structure", at, "is no primitive element, so '" + name + "' has no meaning");
      return;
    }
    boolean again = !seen.add(slot.child()) && !isOneElement(object, element);
    if (again) {
      problems.add("structure", at, "has several values of different types: keep one of them");
    }
    if (slot.isPrimitive()) {
      Halves.check(problems, object, element, beside, at);
    }
    values(field.getValue(), slot, shape.owner(), at, beside);
  }

  /** Whether {@code x} and {@code _x} are both there: two halves of one element. */
  private static boolean isOneElement(JsonNode object, String element) {
    return object.has(element) && object.has("_" + element);
  }

  private void values(JsonNode value, Slot slot, String owner, Place at, boolean beside) {
    if (!slot.isMany()) {
      if (value.isArray()) {
        problems.add("structure", at, "must not repeat: write it without an array");
      } else {
        value(value, slot, owner, at, beside);
      }
    } else if (!value.isArray()) {
      problems.add("structure", at, "may repeat: write it as an array, even if it is one");
    } else if (value.isEmpty()) {
      problems.add("structure", at, "is an empty array: leave it out instead");
    } else {
      items(value, slot, owner, at, beside);
    }
  }

  private void items(JsonNode array, Slot slot, String owner, Place at, boolean beside) {
    for (int i = 0; i < array.size() && !problems.full(); i++) {
      JsonNode item = array.get(i);
      // In the two halves of a list of primitives, null holds the place of what the other half has.
      if (!(item.isNull() && slot.isPrimitive())) {
        value(item, slot, owner, at.item(i), beside);
      }
    }
  }

  /**
   * @param owner what the element is a part of
   */
  private void value(JsonNode value, Slot slot, String owner, Place at, boolean beside) {
    if (beside) {
      element(value, at);
      return;
    }
    switch (slot.kind()) {
      case PRIMITIVE_DATATYPE, ID_DATATYPE -> primitive(value, slot, at);
      case PRIMITIVE_XHTML, PRIMITIVE_XHTML_HL7ORG -> narrative(value, at);
      case RESOURCE, CONTAINED_RESOURCES, CONTAINED_RESOURCE_LIST -> {
        if (innerToo || !owner.matches("Bundle.entry|Parameters.parameter.*")) {
          resource(value, at);
        }
      }
      default -> {
        concept(slot.path(), value, at);
        composite(value, slot.inner(), at);
      }
    }
  }

  private void narrative(JsonNode value, Place at) {
    String problem = primitive("string", value, at) ? Narrative.problem(value.asString()) : null;
    if (problem != null) {
      problems.add("value", at, problem);
    }
  }

  private void concept(String element, JsonNode value, Place at) {
    String problem = RequiredBindings.problem(element, value);
    if (problem != null) {
      problems.add("code-invalid", at, problem);
    }
  }

  /** The part of a primitive element beside its value: an id and extensions. */
  private void element(JsonNode beside, Place at) {
    if (!beside.isObject() || beside.isEmpty()) {
      problems.add("structure", at, "has no id or extension in the half with the underscore");
      return;
    }
    for (Map.Entry<String, JsonNode> field : beside.properties()) {
      Place place = at.child(field.getKey());
      switch (field.getKey()) {
        case "id" -> primitive("string", field.getValue(), place);
        case "extension" -> {
          if (!field.getValue().isArray()) {
            problems.add("structure", place, "must be an array of extensions");
          } else {
            for (int i = 0; i < field.getValue().size(); i++) {
              composite(field.getValue().get(i), Shape.ofExtension(context), place.item(i));
            }
          }
        }
        default -> problems.add("structure", place, "is unknown: id and extension may stand here");
      }
    }
  }

  private void primitive(JsonNode value, Slot slot, Place at) {
    boolean sound = primitive(slot.type(), value, at);
    if (sound && value.isString() && RequiredBindings.lacks(slot.child(), value.asString())) {
      problems.add(
          "code-invalid",
          at,
          "has the code '%s', which its required value set does not hold"
              .formatted(value.asString()));
    }
  }

  private boolean primitive(String type, JsonNode value, Place at) {
    String problem = Primitives.problem(type, value);
    if (problem != null) {
      problems.add("value", at, problem);
    }
    return problem == null;
  }
}
