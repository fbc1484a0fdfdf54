package dev.vertepath.exchange.hl7v2;

import ca.uhn.hl7v2.model.Type;
import dev.vertepath.record.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Data types of HL7 v2 as FHIR has them (HL7 Version 2 to FHIR, "Data Type Maps"). */
final class Converter {

  private final Mappings mappings;
  private final DateTimes times;
  private final String facility;

  /**
   * @param facility that sends: who assigns what nobody else is said to assign
   */
  Converter(Mappings mappings, DateTimes times, String facility) {
    this.mappings = mappings;
    this.times = times;
    this.facility = facility;
  }

  /**
   * @param as a name of the tables
   * @throws MappingException when the value cannot be read so
   */
  JsonNode convert(String as, String table, Type field, int component) {
    String text = Values.text(field, component);
    return switch (as) {
      case "cx" -> identifier(field, 4, 5);
      case "ei" -> identifier(field, 0, 0);
      case "xpn" -> name(field, 0);
      case "xad" -> address(field);
      case "xtn" -> telecom(field);
      case "cwe" -> concept(field);
      case "xcn" -> person(field);
      case "order" -> order(field);
      case "code", "coding", "concept" -> converted(as, table, text);
      case "date" -> StringNode.valueOf(times.date(text));
      case "dateTime" -> StringNode.valueOf(times.dateTime(text));
      case "instant" -> StringNode.valueOf(times.instant(text));
      case "boolean" -> Json.MAPPER.getNodeFactory().booleanNode(flag(text));
      case "string" -> StringNode.valueOf(text);
      default ->
          throw new MappingException(
              "not-supported", "The tables read it as '%s', which is not known.".formatted(as));
    };
  }

  /**
   * A code of a table.
   *
   * @param as {@code code}, {@code coding} or {@code concept}
   */
  JsonNode converted(String as, String table, String value) {
    String code = code(table, value);
    return switch (as) {
      case "code" -> StringNode.valueOf(code);
      case "coding" -> coding(code);
      default -> ofCoding(coding(code));
    };
  }

  private String code(String table, String value) {
    return mappings
        .code(table, value)
        .orElseThrow(
            () ->
                new MappingException(
                    "code-invalid",
                    "'%s' is not in table %s here: send a code that is, or add it to codes.tsv."
                        .formatted(value, table)));
  }

  static boolean flag(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "Y" -> true;
      case "N" -> false;
      default -> throw new MappingException("value", "'%s' is neither Y nor N.".formatted(text));
    };
  }

  private static ObjectNode object() {
    return Json.MAPPER.createObjectNode();
  }

  private static void put(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  /**
   * @param authority component of the assigning authority; 0 where it is spread over components 2
   *     to 4, as in EI
   */
  private ObjectNode identifier(Type field, int authority, int type) {
    String namespace = authority == 0 ? Values.text(field, 2) : Values.text(field, authority, 1);
    String universal = authority == 0 ? Values.text(field, 3) : Values.text(field, authority, 2);
    String kind = authority == 0 ? Values.text(field, 4) : Values.text(field, authority, 3);
    ObjectNode identifier = object();
    identifier.put("system", system(namespace, universal, kind));
    String value = Values.text(field, 1);
    if (value.isEmpty()) {
      throw new MappingException("required", "The identifier has no value in its first component.");
    }
    identifier.put("value", value);
    if (type > 0 && !Values.text(field, type).isEmpty()) {
      identifier
          .putObject("type")
          .putArray("coding")
          .addObject()
          .put("system", "http://terminology.hl7.org/CodeSystem/v2-0203")
          .put("code", Values.text(field, type));
    }
    return identifier;
  }

  private String system(String namespace, String universal, String kind) {
    if (!namespace.isEmpty()) {
      return mappings.system("authority", namespace);
    }
    return switch (universal.isEmpty() ? "" : kind) {
      case "ISO" -> "urn:oid:" + universal;
      case "UUID" -> "urn:uuid:" + universal.toLowerCase(Locale.ROOT);
      case "URI" -> universal;
      default -> mappings.system("authority", universal.isEmpty() ? facility : universal);
    };
  }

  /**
   * @param before how many components come before the name
   */
  private ObjectNode name(Type field, int before) {
    ObjectNode name = object();
    if (before == 0 && !Values.text(field, 7).isEmpty()) {
      mappings.code("0200", Values.text(field, 7)).ifPresent(use -> name.put("use", use));
    }
    put(name, "family", Values.text(field, before + 1));
    ArrayNode given = name.arrayNode();
    for (int component : List.of(before + 2, before + 3)) {
      if (!Values.text(field, component).isEmpty()) {
        given.add(Values.text(field, component));
      }
    }
    if (!given.isEmpty()) {
      name.set("given", given);
    }
    if (!Values.text(field, before + 5).isEmpty()) {
      name.putArray("prefix").add(Values.text(field, before + 5));
    }
    if (!Values.text(field, before + 4).isEmpty()) {
      name.putArray("suffix").add(Values.text(field, before + 4));
    }
    return name;
  }

  private ObjectNode address(Type field) {
    ObjectNode address = object();
    if (!Values.text(field, 7).isEmpty()) {
      mappings.code("0190", Values.text(field, 7)).ifPresent(use -> address.put("use", use));
    }
    ArrayNode lines = address.arrayNode();
    for (int component : List.of(1, 2)) {
      if (!Values.text(field, component).isEmpty()) {
        lines.add(Values.text(field, component));
      }
    }
    if (!lines.isEmpty()) {
      address.set("line", lines);
    }
    put(address, "city", Values.text(field, 3));
    put(address, "state", Values.text(field, 4));
    put(address, "postalCode", Values.text(field, 5));
    put(address, "country", Values.text(field, 6));
    return address;
  }

  private ObjectNode telecom(Type field) {
    ObjectNode telecom = object();
    String value =
        Values.text(field, 12).isEmpty() ? Values.text(field, 1) : Values.text(field, 12);
    boolean mail = !Values.text(field, 4).isEmpty();
    telecom.put(
        "system", mail ? "email" : mappings.code("0202", Values.text(field, 3)).orElse("phone"));
    put(telecom, "value", mail ? Values.text(field, 4) : value);
    mappings.code("0201", Values.text(field, 2)).ifPresent(use -> telecom.put("use", use));
    return telecom;
  }

  ObjectNode concept(Type field) {
    ObjectNode concept = object();
    ArrayNode codings = concept.arrayNode();
    for (int first : List.of(1, 4)) {
      String code = Values.text(field, first);
      if (!code.isEmpty()) {
        ObjectNode coding = codings.addObject();
        String system = Values.text(field, first + 2);
        if (!system.isEmpty()) {
          coding.put("system", mappings.system("coding", system));
        }
        coding.put("code", code);
        put(coding, "display", Values.text(field, first + 1));
      }
    }
    if (!codings.isEmpty()) {
      concept.set("coding", codings);
    }
    String text = Values.text(field, 9).isEmpty() ? Values.text(field, 2) : Values.text(field, 9);
    put(concept, "text", text);
    if (concept.isEmpty()) {
      throw new MappingException("required", "It has neither a code nor a text.");
    }
    return concept;
  }

  private static ObjectNode coding(String bar) {
    int at = bar.indexOf('|');
    return object()
        .put("system", bar.substring(0, Math.max(at, 0)))
        .put("code", bar.substring(at + 1));
  }

  private static ObjectNode ofCoding(ObjectNode coding) {
    ObjectNode concept = object();
    concept.putArray("coding").add(coding);
    return concept;
  }

  /** By identifier and name: who works where is told by others. */
  private ObjectNode person(Type field) {
    ObjectNode reference = object().put("type", "Practitioner");
    if (!Values.text(field, 1).isEmpty()) {
      reference
          .putObject("identifier")
          .put(
              "system",
              system(Values.text(field, 9, 1), Values.text(field, 9, 2), Values.text(field, 9, 3)))
          .put("value", Values.text(field, 1));
    }
    String display =
        String.join(" ", Values.text(field, 6), Values.text(field, 3), Values.text(field, 2))
            .replaceAll(" +", " ")
            .strip();
    put(reference, "display", display);
    return reference;
  }

  private ObjectNode order(Type field) {
    ObjectNode reference = object().put("type", "ServiceRequest");
    reference.set("identifier", identifier(field, 0, 0));
    return reference;
  }
}
