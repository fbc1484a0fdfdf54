package dev.vertepath.record.index;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildChoiceDefinition;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import dev.vertepath.record.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.commons.lang3.StringUtils;
import org.hl7.fhir.instance.model.api.IBaseEnumFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Resources in which every element has values, made from R4's definitions. */
final class FullResource {

  private static final int DEEPEST = 3;

  /** Of a choice, those that search parameters look for come first. */
  private static final List<String> CHOICES =
      List.of(
          "CodeableConcept",
          "Quantity",
          "Period",
          "Reference",
          "DateTime",
          "String",
          "Range",
          "Age",
          "Timing",
          "Uri",
          "Canonical",
          "Boolean",
          "Date");

  private static final List<String> TARGETS =
      List.of(
          "Patient/1",
          "Practitioner/2",
          "Location/3",
          "RelatedPerson/4",
          "https://elsewhere.example/fhir/Patient/9",
          "urn:uuid:1");
  private static final Set<String> LEFT_OUT =
      Set.of(
          "extension", "modifierExtension", "contained", "id", "text", "language", "implicitRules");

  private final FhirContext context;
  private final int variant;
  private int made;

  private FullResource(FhirContext context, int variant) {
    this.context = context;
    this.variant = variant;
  }

  /**
   * @param variant which type the choices have
   */
  static ObjectNode of(FhirContext context, String type, int variant) {
    return new FullResource(context, variant).resource(type);
  }

  private ObjectNode resource(String type) {
    ObjectNode resource = Json.MAPPER.createObjectNode();
    resource.put("resourceType", type);
    resource.put("id", "full");
    fill(
        resource,
        (BaseRuntimeElementCompositeDefinition<?>) context.getResourceDefinition(type),
        0);
    return resource;
  }

  private void fill(ObjectNode object, BaseRuntimeElementCompositeDefinition<?> type, int depth) {
    for (BaseRuntimeChildDefinition child : type.getChildren()) {
      String key = key(child);
      if (key == null || LEFT_OUT.contains(key)) {
        continue;
      }
      if (child.getMax() == 1) {
        JsonNode value = value(child, key, depth);
        if (value != null) {
          object.set(key, value);
        }
      } else {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (int i = 0; i < 2; i++) {
          JsonNode value = value(child, key, depth);
          if (value != null) {
            array.add(value);
          }
        }
        if (!array.isEmpty()) {
          object.set(key, array);
        }
      }
    }
  }

  private @Nullable String key(BaseRuntimeChildDefinition child) {
    String name = StringUtils.removeEnd(child.getElementName(), "[x]");
    if (LEFT_OUT.contains(name) || !(child instanceof RuntimeChildChoiceDefinition)) {
      return child.getElementName().endsWith("[x]") ? null : name;
    }
    List<String> keys =
        child.getValidChildNames().stream()
            .filter(
                key ->
                    key.equals(name + StringUtils.capitalize(child.getChildByName(key).getName())))
            .sorted(Comparator.comparing(key -> rank(key.substring(name.length()))))
            .toList();
    return keys.isEmpty() ? null : keys.get(variant % keys.size());
  }

  private static String rank(String type) {
    int at = CHOICES.indexOf(type);
    return at < 0 ? type : "%02d".formatted(at);
  }

  private @Nullable JsonNode value(BaseRuntimeChildDefinition child, String key, int depth) {
    BaseRuntimeElementDefinition<?> definition = child.getChildByName(key);
    if (child instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition coded
        && child.getInstanceConstructorArguments() instanceof IBaseEnumFactory<?> codes) {
      return StringNode.valueOf(code(codes, coded.getBoundEnumType()));
    }
    if (definition.getImplementingClass().isInterface()) {
      return resource("Composition");
    }
    made++;
    if (definition.getName().equals("Reference")) {
      return Json.MAPPER
          .createObjectNode()
          .put("reference", TARGETS.get(made % TARGETS.size()))
          .put("display", "Display " + made);
    }
    if (definition instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
      if (depth == DEEPEST) {
        return null;
      }
      ObjectNode object = Json.MAPPER.createObjectNode();
      fill(object, composite, depth + 1);
      return object.isEmpty() ? null : object;
    }
    return primitive(definition.getName());
  }

  @SuppressWarnings("unchecked") // the factory is the enumeration's own
  private <T extends Enum<?>> String code(IBaseEnumFactory<T> codes, Class<? extends Enum<?>> all) {
    List<T> constants =
        List.of((T[]) all.getEnumConstants()).stream()
            .filter(constant -> !constant.name().equals("NULL"))
            .toList();
    made++;
    return codes.toCode(constants.get(made % constants.size()));
  }

  private JsonNode primitive(String type) {
    return switch (type) {
      case "boolean" -> BooleanNode.valueOf(made % 2 == 0);
      case "integer", "positiveInt", "unsignedInt" -> Json.MAPPER.getNodeFactory().numberNode(made);
      case "decimal" -> Json.MAPPER.readTree(made + ".50");
      case "date" -> StringNode.valueOf("2026-0" + (1 + made % 9));
      case "dateTime" -> StringNode.valueOf("2026-03-0" + (1 + made % 9));
      case "instant" -> StringNode.valueOf("2026-03-01T10:00:0" + made % 10 + "Z");
      case "time" -> StringNode.valueOf("10:00:00");
      case "base64Binary" -> StringNode.valueOf("AAAA");
      case "uri", "url", "canonical" -> StringNode.valueOf("https://x.example/a/" + made);
      case "oid" -> StringNode.valueOf("urn:oid:1.2." + made);
      case "uuid" -> StringNode.valueOf("urn:uuid:c757873d-ec9a-4326-a141-556f43239520");
      case "code", "id" -> StringNode.valueOf("c" + made);
      default -> StringNode.valueOf("Text " + made);
    };
  }
}
