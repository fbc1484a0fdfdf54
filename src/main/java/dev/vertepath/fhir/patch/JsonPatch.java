package dev.vertepath.fhir.patch;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON Patch (RFC 6902), read and ready to be applied. */
final class JsonPatch implements UnaryOperator<ObjectNode> {

  /** What an operation does. */
  enum Verb {
    ADD,
    REMOVE,
    REPLACE,
    MOVE,
    COPY,
    TEST
  }

  /**
   * @param number from 0
   * @param from where a move or copy takes from
   * @param value what is added, put in the place or compared with
   */
  record Operation(
      int number,
      Verb verb,
      JsonPointer path,
      @Nullable JsonPointer from,
      @Nullable JsonNode value) {

    @Override
    public String toString() {
      String verbAndPath = verb.name().toLowerCase(Locale.ROOT) + " '" + path + "'";
      return "Operation [%d] of the patch, %s".formatted(number, verbAndPath);
    }
  }

  private final List<Operation> operations;

  private JsonPatch(List<Operation> operations) {
    this.operations = operations;
  }

  /**
   * @throws RecordException INVALID when it is no JSON Patch, with the operation that is none
   */
  static JsonPatch read(byte[] bytes) {
    JsonNode patch;
    try {
      patch = Json.MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw invalid("The patch is no sound JSON: %s.".formatted(e.getOriginalMessage()));
    }
    if (!patch.isArray()) {
      throw invalid("A JSON Patch is an array of operations, as in [{\"op\":\"remove\",...}].");
    }
    List<Operation> operations = new ArrayList<>();
    for (JsonNode operation : patch) {
      operations.add(operation(operations.size(), operation));
    }
    return new JsonPatch(operations);
  }

  private static Operation operation(int number, JsonNode operation) {
    Verb verb = verb(number, operation.path("op").asString(""));
    boolean takes = verb == Verb.MOVE || verb == Verb.COPY;
    boolean needsValue = verb == Verb.ADD || verb == Verb.REPLACE || verb == Verb.TEST;
    JsonNode value = operation.get("value");
    if (needsValue && value == null) {
      throw invalid("Operation [%d] of the patch has no 'value'.".formatted(number));
    }
    return new Operation(
        number,
        verb,
        pointer(number, operation, "path"),
        takes ? pointer(number, operation, "from") : null,
        needsValue ? value : null);
  }

  private static Verb verb(int number, String op) {
    return switch (op) {
      case "add" -> Verb.ADD;
      case "remove" -> Verb.REMOVE;
      case "replace" -> Verb.REPLACE;
      case "move" -> Verb.MOVE;
      case "copy" -> Verb.COPY;
      case "test" -> Verb.TEST;
      default ->
          throw invalid(
              "Operation [%d] of the patch has the 'op' '%s': add, remove, replace, move, copy and"
                      .formatted(number, op)
                  + " test are those of RFC 6902.");
    };
  }

  private static JsonPointer pointer(int number, JsonNode operation, String field) {
    JsonNode text = operation.path(field);
    try {
      if (text.isString()) {
        return JsonPointer.compile(text.asString());
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw invalid(
        "Operation [%d] of the patch needs a '%s' that is a JSON Pointer, as in /name/0/family."
            .formatted(number, field));
  }

  private static RecordException invalid(String what) {
    return new RecordException(Kind.INVALID, "structure", null, what);
  }

  /**
   * @throws RecordException CONFLICT when the resource is not as an operation needs it
   */
  @Override
  public ObjectNode apply(ObjectNode resource) {
    var document = new JsonDocument(resource);
    operations.forEach(document::apply);
    return document.resource();
  }
}
