package dev.vertepath.fhir.patch;

import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import dev.vertepath.fhir.patch.Elements.Element;
import dev.vertepath.fhir.patch.FhirPathPatch.Operation;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value that an operation brings (R4 fhirpatch.html): of a data type, as a resource, or put
 * together out of parts where the type has no name.
 *
 * @param operation for telling of it
 * @param type the name of the data type; empty for a resource or parts
 */
record PatchValue(
    Operation operation,
    String type,
    @Nullable JsonNode value,
    @Nullable JsonNode beside,
    List<JsonNode> parts) {

  static PatchValue of(ObjectNode part, Operation operation) {
    for (Map.Entry<String, JsonNode> field : part.properties()) {
      String name = field.getKey().startsWith("_") ? field.getKey().substring(1) : field.getKey();
      if (name.startsWith("value")) {
        return new PatchValue(
            operation,
            name.substring("value".length()),
            copy(part.get(name)),
            copy(part.get("_" + name)),
            List.of());
      }
    }
    return new PatchValue(
        operation, "", copy(part.get("resource")), null, part.path("part").valueStream().toList());
  }

  /** A patch may be applied again. */
  private static @Nullable JsonNode copy(@Nullable JsonNode node) {
    return node == null ? null : node.deepCopy();
  }

  /** The name of the field that it is written to. */
  String field(Definition definition) {
    if (!definition.choice()) {
      return definition.element();
    }
    if (type.isEmpty()) {
      throw operation.refused(
          Kind.INVALID,
          "structure",
          "has a value without a type for the choice " + definition.element());
    }
    return Slots.name(definition.element(), type);
  }

  Element element(Definition definition) {
    if (value != null || beside != null) {
      return new Element(value, beside);
    }
    BaseRuntimeElementCompositeDefinition<?> block = definition.block();
    if (parts.isEmpty() || block == null) {
      throw operation.refused(Kind.INVALID, "structure", "has a part 'value' without a value");
    }
    ObjectNode object = Json.MAPPER.createObjectNode();
    for (JsonNode part : parts) {
      String name = part.path("name").asString("");
      Definition child = Definition.of(block, name);
      if (child == null) {
        throw operation.refused(
            Kind.INVALID,
            "structure",
            "has a part '%s' that R4 does not know there".formatted(name));
      }
      PatchValue own = of((ObjectNode) part, operation);
      var elements = new Elements(object, own.field(child), child.many());
      List<Element> all = elements.read();
      if (!child.many() && !all.isEmpty()) {
        throw operation.refused(
            Kind.INVALID, "structure", "has the part '%s' twice".formatted(name));
      }
      all.add(own.element(child));
      elements.write(all);
    }
    return new Element(object, null);
  }
}
