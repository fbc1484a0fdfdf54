package dev.vertepath.desk.patient;

import dev.vertepath.record.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What was typed into a form, which comes back with the page when it cannot be taken. */
record Typed(Map<String, String> fields) {

  private static final int LONGEST = 4000;

  public String get(String name) {
    String value = fields.getOrDefault(name, "").strip();
    return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
  }

  boolean has(String name) {
    return !get(name).isEmpty();
  }

  /** The version that the page showed; 0, which there is never, for none. */
  long version(String name) {
    String value = get(name);
    return value.matches("\\d{1,17}") ? Long.parseLong(value) : 0;
  }

  /** Null for what is no day. */
  @Nullable LocalDate day(String name) {
    try {
      return LocalDate.parse(get(name));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A local day and minute of the facility; null for what is none. */
  @Nullable Instant minute(String name, ZoneId zone) {
    try {
      return LocalDateTime.parse(get(name)).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A number from 0 to a highest one; null for what is none. */
  @Nullable BigDecimal number(String name, int highest) {
    String value = get(name).replace(',', '.');
    if (!value.matches("\\d{1,3}(\\.\\d)?")) {
      return null;
    }
    var number = new BigDecimal(value);
    return number.compareTo(BigDecimal.valueOf(highest)) > 0 ? null : number;
  }

  /** The form's own number, which a page made. */
  String form() {
    String value = get("form");
    return value.matches("[0-9a-f-]{36}") ? value : UUID.randomUUID().toString();
  }

  /** As a form shows an instant: the facility's day and minute. */
  static String minute(Instant instant, ZoneId zone) {
    return instant.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).toString();
  }

  /** A resource that this form makes of a patient. */
  ObjectNode resource(String type, String prefix) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("resourceType", type);
    body.putArray("identifier")
        .addObject()
        .put("system", Writing.FORM)
        .put("value", prefix + "-" + form());
    return body;
  }
}
