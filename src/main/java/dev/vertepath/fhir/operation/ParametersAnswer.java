package dev.vertepath.fhir.operation;

import dev.vertepath.record.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Parameters that answer, or the parts of one of them; what is null or empty is left out. */
public final class ParametersAnswer {

  private final ArrayNode all;

  private ParametersAnswer(ArrayNode all) {
    this.all = all;
  }

  /** One without any as yet. */
  public static ParametersAnswer empty() {
    return new ParametersAnswer(Json.MAPPER.createArrayNode());
  }

  /** The parts of a further one. */
  public ParametersAnswer within(String name) {
    return new ParametersAnswer(add(name).putArray("part"));
  }

  /** A further one that has no value yet. */
  public ObjectNode add(String name) {
    return all.addObject().put("name", name);
  }

  public void text(String name, @Nullable String value) {
    put(name, "valueString", value);
  }

  public void code(String name, String value) {
    put(name, "valueCode", value);
  }

  public void url(String name, @Nullable String value) {
    put(name, "valueUrl", value);
  }

  public void flag(String name, boolean value) {
    add(name).put("valueBoolean", value);
  }

  public void count(String name, int value) {
    add(name).put("valueInteger", value);
  }

  /** As a text: FHIR's integers have 32 bits. */
  public void number(String name, long value) {
    text(name, Long.toString(value));
  }

  public void instant(String name, @Nullable Instant value) {
    put(
        name,
        "valueInstant",
        value == null ? null : value.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  /**
   * @param value as {@code Patient/1}
   */
  public void reference(String name, @Nullable String value) {
    if (value != null) {
      add(name).putObject("valueReference").put("reference", value);
    }
  }

  private void put(String name, String kind, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      add(name).put(kind, value);
    }
  }

  /** The resource in UTF-8. */
  public byte[] written() {
    ObjectNode parameters = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    if (!all.isEmpty()) {
      parameters.set("parameter", all);
    }
    return Json.MAPPER.writeValueAsBytes(parameters);
  }
}
