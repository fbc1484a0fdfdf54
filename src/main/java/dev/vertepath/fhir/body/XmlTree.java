package dev.vertepath.fhir.body;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition.ChildTypeEnum;
import ca.uhn.fhir.context.FhirContext;
import dev.vertepath.record.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the elements of FHIR's XML into FHIR's JSON. What the definitions do not know is kept as it
 * is named, so that {@link Structure} finds it and can say where it stands.
 *
 * <p>HAPI's parser is not used for this: of an unknown element in XML it tells no place.
 */
final class XmlTree {

  private static final String FHIR = "http://hl7.org/fhir";
  private static final int DEEPEST = 200;

  /** As for JSON: reading a longer one would take a time of its own. */
  private static final int LONGEST_NUMBER = 1000;

  private final FhirContext context;
  private final XMLStreamReader reader;
  private int depth;

  XmlTree(FhirContext context, XMLStreamReader reader) {
    this.context = context;
    this.reader = reader;
  }

  /** Reads the element that the reader stands on, up to its end. */
  ObjectNode resource(Place place) throws XMLStreamException {
    String type = reader.getLocalName();
    ObjectNode resource = Json.MAPPER.createObjectNode().put("resourceType", type);
    composite(resource, context.getResourceTypes().contains(type) ? definition(type) : null, place);
    return resource;
  }

  private BaseRuntimeElementDefinition<?> definition(String type) {
    return context.getResourceDefinition(type);
  }

  private void composite(
      ObjectNode object, @Nullable BaseRuntimeElementDefinition<?> definition, Place place)
      throws XMLStreamException {
    requireFhir(place);
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      object.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    Map<String, XmlElements> elements = new LinkedHashMap<>();
    while (toNextChild(place)) {
      String name = reader.getLocalName();
      BaseRuntimeChildDefinition child = child(definition, name);
      boolean many = child != null && child.getMax() != 1;
      XmlElements found = elements.computeIfAbsent(name, n -> new XmlElements(n, many));
      read(found, child, many ? place.child(name).item(found.size()) : place.child(name));
    }
    depth--;
    elements.values().forEach(found -> found.putInto(object));
  }

  private static @Nullable BaseRuntimeChildDefinition child(
      @Nullable BaseRuntimeElementDefinition<?> definition, String name) {
    return definition instanceof BaseRuntimeElementCompositeDefinition<?> type
        ? type.getChildByName(name)
        : null;
  }

  private void read(XmlElements found, @Nullable BaseRuntimeChildDefinition child, Place place)
      throws XMLStreamException {
    BaseRuntimeElementDefinition<?> definition = child == null ? null : element(child);
    ChildTypeEnum type = definition == null ? null : definition.getChildType();
    switch (type) {
      case PRIMITIVE_XHTML, PRIMITIVE_XHTML_HL7ORG ->
          found.add(Json.MAPPER.getNodeFactory().stringNode(XmlNarrative.read(reader)), null);
      case PRIMITIVE_DATATYPE, ID_DATATYPE -> primitive(found, definition, place);
      case RESOURCE, CONTAINED_RESOURCES, CONTAINED_RESOURCE_LIST -> found.add(inner(place), null);
      case null, default -> {
        ObjectNode object = Json.MAPPER.createObjectNode();
        composite(object, definition, place);
        found.add(object, null);
      }
    }
  }

  private @Nullable BaseRuntimeElementDefinition<?> element(BaseRuntimeChildDefinition child) {
    String name = reader.getLocalName();
    return name.equals("extension") || name.equals("modifierExtension")
        ? context.getElementDefinition("Extension")
        : child.getChildByName(name);
  }

  /** The resource within an element such as {@code contained}. */
  private JsonNode inner(Place place) throws XMLStreamException {
    requireFhir(place);
    JsonNode resource = Json.MAPPER.createObjectNode();
    boolean one = false;
    while (toNextChild(place)) {
      if (one) {
        throw XmlBody.refused(place.toString(), place + " holds more than one resource.");
      }
      resource = resource(place);
      one = true;
    }
    depth--;
    return resource;
  }

  private void primitive(
      XmlElements found, @Nullable BaseRuntimeElementDefinition<?> definition, Place place)
      throws XMLStreamException {
    String type = definition == null ? "string" : definition.getName();
    String value = reader.getAttributeValue(null, "value");
    ObjectNode beside = Json.MAPPER.createObjectNode();
    composite(beside, context.getElementDefinition("Extension"), place);
    beside.remove("value");
    found.add(value == null ? null : typed(type, value), beside.isEmpty() ? null : beside);
  }

  private static JsonNode typed(String type, String text) {
    var nodes = Json.MAPPER.getNodeFactory();
    try {
      return switch (type) {
        case "boolean" ->
            text.equals("true") || text.equals("false")
                ? nodes.booleanNode(text.equals("true"))
                : nodes.stringNode(text);
        case "integer", "positiveInt", "unsignedInt" -> nodes.numberNode(Integer.parseInt(text));
        case "decimal" ->
            text.length() <= LONGEST_NUMBER
                ? nodes.numberNode(new BigDecimal(text))
                : nodes.stringNode(text);
        default -> nodes.stringNode(text);
      };
    } catch (NumberFormatException e) {
      // Stays text, and is found to be none of this type.
      return nodes.stringNode(text);
    }
  }

  private void requireFhir(Place place) {
    if (!FHIR.equals(reader.getNamespaceURI())) {
      throw XmlBody.refused(
          place.toString(),
          "%s is not in the namespace %s: declare it with xmlns.".formatted(place, FHIR));
    }
    if (++depth > DEEPEST) {
      throw XmlBody.refused(
          place.toString(), "The body is nested deeper than " + DEEPEST + " elements.");
    }
  }

  /** Goes to the next child element; false at the end of the element around it. */
  private boolean toNextChild(Place place) throws XMLStreamException {
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          return true;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return false;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!reader.isWhiteSpace()) {
            throw XmlBody.refused(
                place.toString(),
                place + " holds text: FHIR writes values in the attribute 'value'.");
          }
        }
        default -> {
          // Comments and processing instructions say nothing.
        }
      }
    }
  }
}
