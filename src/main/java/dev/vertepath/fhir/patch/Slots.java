package dev.vertepath.fhir.patch;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import dev.vertepath.record.Json;
import java.io.ByteArrayInputStream;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the elements of HAPI's model stand in the tree that the model was read from: FHIRPath finds
 * elements of the model, but the tree is what is kept, to the last zero of a decimal.
 */
final class Slots {

  /**
   * The place of one element.
   *
   * @param owner the element that it belongs to; null for the resource itself
   * @param element its name in the definition, as in {@code value[x]}
   * @param elements where it stands, with its like
   * @param index among them, from 0
   */
  record Slot(@Nullable Base owner, String element, Elements elements, int index) {

    boolean isResource() {
      return owner == null;
    }
  }

  private final Resource resource;
  private final Map<Base, Slot> slots = new IdentityHashMap<>();
  private final Map<Base, ObjectNode> objects = new IdentityHashMap<>();

  private Slots(Resource resource) {
    this.resource = resource;
  }

  static Slots of(FhirContext context, ObjectNode tree) {
    IParser parser = context.newJsonParser();
    parser.setParserErrorHandler(new LenientErrorHandler(false));
    var resource =
        (Resource)
            parser.parseResource(new ByteArrayInputStream(Json.MAPPER.writeValueAsBytes(tree)));
    var slots = new Slots(resource);
    slots.slots.put(resource, new Slot(null, "", new Elements(tree, "", false), 0));
    slots.walk(resource, tree);
    return slots;
  }

  private void walk(Base owner, ObjectNode object) {
    objects.put(owner, object);
    for (Property property : owner.children()) {
      List<Base> values = property.getValues();
      boolean many = property.getMaxCardinality() != 1;
      for (int i = 0; i < values.size(); i++) {
        Base value = values.get(i);
        String name = name(property.getName(), value.fhirType());
        slots.put(value, new Slot(owner, property.getName(), new Elements(object, name, many), i));
        JsonNode field = object.path(value.isPrimitive() ? "_" + name : name);
        if ((many ? field.path(i) : field) instanceof ObjectNode child) {
          walk(value, child);
        }
      }
    }
  }

  /** A choice is written with the name of its type, as in {@code valueQuantity}. */
  static String name(String element, String type) {
    return element.endsWith("[x]")
        ? element.substring(0, element.length() - 3)
            + Character.toUpperCase(type.charAt(0))
            + type.substring(1)
        : element;
  }

  Resource resource() {
    return resource;
  }

  /** Null for a value that a function made. */
  @Nullable Slot of(IBase element) {
    return element instanceof Base base ? slots.get(base) : null;
  }

  /** The object that holds an element's own elements; made for a primitive that had none yet. */
  ObjectNode object(IBase element, Slot slot) {
    ObjectNode there = objects.get((Base) element);
    if (there != null) {
      return there;
    }
    ObjectNode beside = Json.MAPPER.createObjectNode();
    List<Elements.Element> all = slot.elements().read();
    all.set(slot.index(), new Elements.Element(all.get(slot.index()).value(), beside));
    slot.elements().write(all);
    return beside;
  }
}
