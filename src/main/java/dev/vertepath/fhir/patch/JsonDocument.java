package dev.vertepath.fhir.patch;

import dev.vertepath.fhir.patch.JsonPatch.Operation;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.Objects;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a JSON Patch is applied to (RFC 6902, 4). */
final class JsonDocument {

  private JsonNode root;

  JsonDocument(ObjectNode resource) {
    this.root = resource;
  }

  /**
   * @throws RecordException UNPROCESSABLE when nothing that could be a resource is left
   */
  ObjectNode resource() {
    if (root instanceof ObjectNode resource) {
      return resource;
    }
    throw new RecordException(
        Kind.UNPROCESSABLE, "structure", null, "The patch leaves no JSON object in its place.");
  }

  /**
   * @throws RecordException CONFLICT when the document is not as the operation needs it
   */
  void apply(Operation operation) {
    JsonPointer path = operation.path();
    switch (operation.verb()) {
      case ADD -> add(operation, value(operation));
      case REMOVE -> remove(operation, path);
      case REPLACE -> replace(operation, value(operation));
      case MOVE -> {
        JsonPointer from = Objects.requireNonNull(operation.from());
        if (!path.equals(from) && path.toString().startsWith(from + "/")) {
          throw conflict(operation, "would move '%s' into itself".formatted(from));
        }
        JsonNode moved = there(operation, from);
        remove(operation, from);
        add(operation, moved);
      }
      case COPY ->
          add(operation, there(operation, Objects.requireNonNull(operation.from())).deepCopy());
      case TEST -> test(operation, value(operation));
    }
  }

  /** Its own copy: a patch may be applied again. */
  private static JsonNode value(Operation operation) {
    return Objects.requireNonNull(operation.value()).deepCopy();
  }

  private void test(Operation operation, JsonNode value) {
    JsonNode there = there(operation, operation.path());
    if (!there.equals(JsonDocument::compare, value)) {
      throw conflict(operation, "found %s there, not %s".formatted(brief(there), brief(value)));
    }
  }

  /** Numbers are equal by their value, whatever their zeroes (RFC 6902, 4.6). */
  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  private static String brief(JsonNode node) {
    String text = node.toString();
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  private JsonNode there(Operation operation, JsonPointer path) {
    JsonNode found = root.at(path);
    if (found.isMissingNode()) {
      throw conflict(operation, "found nothing at '%s'".formatted(path));
    }
    return found;
  }

  private void add(Operation operation, JsonNode value) {
    JsonPointer path = operation.path();
    if (path.matches()) {
      root = value;
      return;
    }
    switch (parent(operation, path)) {
      case ObjectNode object -> object.set(last(path), value);
      case ArrayNode array -> {
        boolean atEnd = last(path).equals("-");
        int index = atEnd ? array.size() : path.last().getMatchingIndex();
        if (index < 0 || index > array.size()) {
          throw conflict(operation, "finds %d elements there".formatted(array.size()));
        }
        array.insert(index, value);
      }
      default -> throw conflict(operation, "finds neither object nor array around it");
    }
  }

  private void replace(Operation operation, JsonNode value) {
    JsonPointer path = operation.path();
    there(operation, path);
    if (path.matches()) {
      root = value;
    } else if (parent(operation, path) instanceof ArrayNode array) {
      array.set(path.last().getMatchingIndex(), value);
    } else if (parent(operation, path) instanceof ObjectNode object) {
      object.set(last(path), value);
    }
  }

  private void remove(Operation operation, JsonPointer path) {
    there(operation, path);
    if (path.matches()) {
      throw conflict(operation, "would leave nothing: to delete a resource, send DELETE");
    }
    if (parent(operation, path) instanceof ArrayNode array) {
      array.remove(path.last().getMatchingIndex());
    } else if (parent(operation, path) instanceof ObjectNode object) {
      object.remove(last(path));
    }
  }

  private JsonNode parent(Operation operation, JsonPointer path) {
    return there(operation, path.head());
  }

  private static String last(JsonPointer path) {
    return path.last().getMatchingProperty();
  }

  private static RecordException conflict(Operation operation, String what) {
    return new RecordException(
        Kind.CONFLICT, "conflict", null, "%s, %s. Nothing was stored.".formatted(operation, what));
  }
}
