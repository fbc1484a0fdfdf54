package dev.vertepath.exchange.hl7v2;

import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Type;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** OBX-5 as {@code value[x]}, by the type that OBX-2 names. */
final class ObservedValue {

  private static final String UCUM = "http://unitsofmeasure.org";

  private final Converter converter;
  private final Mappings mappings;
  private final DateTimes times;

  ObservedValue(Converter converter, Mappings mappings, DateTimes times) {
    this.converter = converter;
    this.mappings = mappings;
    this.times = times;
  }

  /**
   * @throws MappingException when it cannot be read, or its type is not known here
   */
  void put(ObjectNode observation, Segment obx, Type value) {
    String type = Values.text(obx, new FieldPath("OBX", 2, 0));
    String text = Values.text(value, 1);
    switch (type) {
      case "NM" -> quantity(observation.putObject("valueQuantity"), text, obx);
      case "CE", "CWE", "CNE" -> coded(observation, value);
      case "ID", "IS" -> observation.put("valueBoolean", Converter.flag(text));
      case "ST", "TX", "FT" -> observation.put("valueString", text);
      case "DT", "TS", "DTM" -> observation.put("valueDateTime", times.dateTime(text));
      default ->
          throw new MappingException(
              "not-supported",
              "Values of the type '%s' are not read here: send NM, CWE, ID, ST, TX or TS in OBX-2."
                  .formatted(type));
    }
  }

  /** Y and N of table 0136 are what FHIR calls a boolean. */
  private void coded(ObjectNode observation, Type value) {
    if (Values.text(value, 3).matches("(HL7)?0136|HL70136")) {
      observation.put("valueBoolean", Converter.flag(Values.text(value, 1)));
    } else {
      observation.set("valueCodeableConcept", converter.concept(value));
    }
  }

  private void quantity(ObjectNode quantity, String text, Segment obx) {
    try {
      quantity.put("value", new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw new MappingException("value", "'%s' is no number.".formatted(text));
    }
    List<Type> units = Values.of(obx, 6);
    if (!units.isEmpty() && !Values.text(units.getFirst(), 1).isEmpty()) {
      Type unit = units.getFirst();
      String code = Values.text(unit, 1);
      String name = Values.text(unit, 2).isEmpty() ? code : Values.text(unit, 2);
      String system = Values.text(unit, 3);
      quantity.put("unit", name);
      quantity.put("system", system.isEmpty() ? UCUM : mappings.system("coding", system));
      quantity.put("code", code);
    }
  }
}
