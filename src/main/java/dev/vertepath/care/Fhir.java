package dev.vertepath.care;

import dev.vertepath.record.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The data types of FHIR as trees. */
final class Fhir {

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private Fhir() {}

  static ObjectNode object() {
    return Json.MAPPER.createObjectNode();
  }

  static ArrayNode array(ObjectNode... elements) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (ObjectNode element : elements) {
      array.add(element);
    }
    return array;
  }

  static ObjectNode coding(String system, String code) {
    return object().put("system", system).put("code", code);
  }

  static ObjectNode coding(String system, String code, String display) {
    return coding(system, code).put("display", display);
  }

  static ObjectNode concept(String text, ObjectNode... codings) {
    ObjectNode concept = object();
    if (codings.length > 0) {
      concept.set("coding", array(codings));
    }
    return concept.put("text", text);
  }

  static ObjectNode reference(String reference) {
    return object().put("reference", reference);
  }

  static ArrayNode references(Collection<String> references) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    references.stream().sorted().forEach(r -> array.add(reference(r)));
    return array;
  }

  static ObjectNode identifier(String system, String value) {
    return object().put("system", system).put("value", value);
  }

  /** A time as FHIR writes it, whose years have four digits. */
  static String time(Instant instant) {
    return (instant.isAfter(LAST) ? LAST : instant).toString();
  }

  /** The day on which that is in the zone. */
  static String day(Instant instant, ZoneId zone) {
    LocalDate day = instant.atZone(zone).toLocalDate();
    return (day.isAfter(LAST_DAY) ? LAST_DAY : day).toString();
  }

  static ObjectNode period(@Nullable Instant start, @Nullable Instant end) {
    ObjectNode period = object();
    if (start != null) {
      period.put("start", time(start));
    }
    if (end != null) {
      period.put("end", time(end));
    }
    return period;
  }

  /** A note that the service signs. */
  static ObjectNode annotation(String text) {
    return object().put("authorString", Systems.SERVICE).put("text", text);
  }

  /** A quantity in units of UCUM, its number of the type that it has when it is read again. */
  static ObjectNode quantity(BigDecimal value, @Nullable String unit) {
    ObjectNode quantity = object();
    quantity.set("value", Json.MAPPER.readTree(value.toPlainString()));
    if (unit != null) {
      quantity.put("unit", unit).put("system", Systems.UCUM).put("code", unit);
    }
    return quantity;
  }
}
