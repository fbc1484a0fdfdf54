package dev.vertepath.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import dev.vertepath.fhir.Subset.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Leaves out of a resource what is not wanted, and marks it as a part of itself. */
final class SubsetWriter {

  private static final String OBSERVATION_VALUE =
      "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
  private static final Set<String> ALWAYS = Set.of("resourceType", "id", "meta");

  private final FhirContext context;

  SubsetWriter(FhirContext context) {
    this.context = context;
  }

  /** Of a page the resources in its entries, but for what the server says about the page. */
  void reducePage(ObjectNode bundle, Subset subset) {
    for (JsonNode entry : bundle.path("entry")) {
      if (entry.path("resource") instanceof ObjectNode resource
          && !resource.path("resourceType").asString("").equals("OperationOutcome")) {
        reduce(resource, subset);
      }
    }
  }

  void reduce(ObjectNode resource, Subset subset) {
    if (subset.isWhole()) {
      return;
    }
    var type =
        (BaseRuntimeElementCompositeDefinition<?>)
            context.getResourceDefinition(resource.path("resourceType").asString());
    List<String> unwanted = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : resource.properties()) {
      String name = field.getKey().startsWith("_") ? field.getKey().substring(1) : field.getKey();
      if (!ALWAYS.contains(name) && !wanted(type, name, subset)) {
        unwanted.add(field.getKey());
      } else if (subset.summary() == Summary.TRUE) {
        summarise(type, name, field.getValue());
      }
    }
    resource.remove(unwanted);
    mark(resource);
  }

  private static boolean wanted(
      BaseRuntimeElementCompositeDefinition<?> type, String name, Subset subset) {
    if (!subset.elements().isEmpty()) {
      return isElement(type, name, subset.elements()) || isMandatory(type, name);
    }
    return switch (subset.summary()) {
      case TEXT -> name.equals("text") || isMandatory(type, name);
      case DATA -> !name.equals("text");
      case TRUE -> isSummary(type, name);
      default -> true;
    };
  }

  /** An element may be named with its type, and a choice without that of its value. */
  private static boolean isElement(
      BaseRuntimeElementCompositeDefinition<?> type, String name, Set<String> elements) {
    BaseRuntimeChildDefinition child = type.getChildByName(name);
    String element = child == null ? name : child.getElementName().replace("[x]", "");
    return elements.contains(name)
        || elements.contains(element)
        || elements.contains(element + "[x]")
        || elements.contains(type.getName() + "." + name)
        || elements.contains(type.getName() + "." + element);
  }

  private static boolean isMandatory(BaseRuntimeElementCompositeDefinition<?> type, String name) {
    BaseRuntimeChildDefinition child = type.getChildByName(name);
    return name.equals("modifierExtension") || (child != null && child.getMin() > 0);
  }

  private static boolean isSummary(BaseRuntimeElementCompositeDefinition<?> type, String name) {
    BaseRuntimeChildDefinition child = type.getChildByName(name);
    return isMandatory(type, name) || (child != null && child.isSummary());
  }

  private static void summarise(
      BaseRuntimeElementCompositeDefinition<?> owner, String name, JsonNode value) {
    BaseRuntimeChildDefinition child = owner.getChildByName(name);
    if (child != null
        && child.getValidChildNames().contains(name)
        && child.getChildByName(name) instanceof BaseRuntimeElementCompositeDefinition<?> type) {
      if (value instanceof ArrayNode array) {
        array.forEach(element -> summarise(type, element));
      } else {
        summarise(type, value);
      }
    }
  }

  private static void summarise(BaseRuntimeElementCompositeDefinition<?> type, JsonNode value) {
    if (value instanceof ObjectNode object && !object.has("resourceType")) {
      List<String> unwanted = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        String name = field.getKey().startsWith("_") ? field.getKey().substring(1) : field.getKey();
        if (isSummary(type, name) || name.equals("id")) {
          summarise(type, name, field.getValue());
        } else {
          unwanted.add(field.getKey());
        }
      }
      // An element all of whose parts are left out would be none.
      if (unwanted.size() < object.size()) {
        object.remove(unwanted);
      }
    }
  }

  private static void mark(ObjectNode resource) {
    ObjectNode meta =
        resource.path("meta") instanceof ObjectNode there ? there : resource.putObject("meta");
    ArrayNode tags = meta.path("tag") instanceof ArrayNode there ? there : meta.putArray("tag");
    tags.addObject().put("system", OBSERVATION_VALUE).put("code", "SUBSETTED");
  }
}
