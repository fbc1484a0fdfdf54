package dev.vertepath.fhir.patch;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A FHIRPath Patch (R4 fhirpatch.html), read from a Parameters resource. */
final class FhirPathPatch implements UnaryOperator<ObjectNode> {

  /** What an operation does. */
  enum Verb {
    ADD,
    INSERT,
    DELETE,
    REPLACE,
    MOVE
  }

  /**
   * @param place as in {@code Parameters.parameter[2]}
   * @param path FHIRPath of what is changed
   * @param name of the element to add
   * @param value the part that holds it
   * @param index where to insert, or to move from; -1 for none
   * @param destination where to move to; -1 for none
   */
  record Operation(
      String place,
      Verb verb,
      Path path,
      String name,
      @Nullable ObjectNode value,
      int index,
      int destination) {

    RecordException refused(Kind kind, String code, String what) {
      return new RecordException(
          kind,
          code,
          place,
          "The patch's %s at '%s' %s. Nothing was stored."
              .formatted(verb.name().toLowerCase(Locale.ROOT), path.text(), what));
    }
  }

  /** FHIRPath as it was sent, and read. */
  record Path(String text, IFhirPath.IParsedExpression expression) {}

  private static final int SHOWN = 200;

  private final FhirContext context;
  private final IFhirPath fhirPath;
  private final List<Operation> operations;

  private FhirPathPatch(FhirContext context, IFhirPath fhirPath, List<Operation> operations) {
    this.context = context;
    this.fhirPath = fhirPath;
    this.operations = operations;
  }

  /**
   * @param parameters structurally sound
   * @throws RecordException INVALID when it is no patch, with the place in it
   */
  static FhirPathPatch read(FhirContext context, IFhirPath fhirPath, ObjectNode parameters) {
    List<Operation> operations = new ArrayList<>();
    for (JsonNode parameter : parameters.path("parameter")) {
      String place = "Parameters.parameter[" + operations.size() + "]";
      if (!parameter.path("name").asString("").equals("operation")) {
        throw invalid(place + ".name", "Each parameter of a FHIRPath Patch is named 'operation'.");
      }
      operations.add(operation(fhirPath, parameter, place));
    }
    return new FhirPathPatch(context, fhirPath, operations);
  }

  private static Operation operation(IFhirPath fhirPath, JsonNode parameter, String place) {
    Map<String, ObjectNode> parts = new HashMap<>();
    for (JsonNode part : parameter.path("part")) {
      parts.put(part.path("name").asString(""), (ObjectNode) part);
    }
    Verb verb = verb(text(parts, "type"), place);
    boolean adds = verb == Verb.ADD || verb == Verb.INSERT || verb == Verb.REPLACE;
    if (adds && !parts.containsKey("value")) {
      throw invalid(place, "The operation has no part 'value'.");
    }
    if (verb == Verb.ADD && text(parts, "name").isEmpty()) {
      throw invalid(place, "An add has a part 'name': the name of the element to add.");
    }
    return new Operation(
        place,
        verb,
        path(fhirPath, text(parts, "path"), place),
        text(parts, "name"),
        adds ? parts.get("value") : null,
        switch (verb) {
          case INSERT -> number(parts, "index", place);
          case MOVE -> number(parts, "source", place);
          default -> -1;
        },
        verb == Verb.MOVE ? number(parts, "destination", place) : -1);
  }

  private static Verb verb(String type, String place) {
    return switch (type) {
      case "add" -> Verb.ADD;
      case "insert" -> Verb.INSERT;
      case "delete" -> Verb.DELETE;
      case "replace" -> Verb.REPLACE;
      case "move" -> Verb.MOVE;
      default ->
          throw invalid(
              place,
              "The part 'type' is '%s': add, insert, delete, replace and move are those of R4."
                  .formatted(type));
    };
  }

  private static Path path(IFhirPath fhirPath, String text, String place) {
    if (text.isBlank()) {
      throw invalid(place, "The operation has no part 'path'.");
    }
    String problem = SimplePath.problem(text);
    if (!problem.isEmpty()) {
      throw invalid(
          place,
          "The path '%s' is not evaluated here: %s."
              .formatted(StringUtils.abbreviate(text, SHOWN), problem));
    }
    try {
      return new Path(text, fhirPath.parse(text));
    } catch (Exception e) {
      throw invalid(place, "The path '%s' is no FHIRPath: %s".formatted(text, e.getMessage()));
    }
  }

  private static String text(Map<String, ObjectNode> parts, String name) {
    ObjectNode part = parts.get(name);
    if (part == null) {
      return "";
    }
    String string = part.path("valueString").asString("");
    return string.isEmpty() ? part.path("valueCode").asString("") : string;
  }

  private static int number(Map<String, ObjectNode> parts, String name, String place) {
    ObjectNode part = parts.get(name);
    JsonNode value = part == null ? null : part.get("valueInteger");
    if (value == null || !value.canConvertToInt() || value.asInt() < 0) {
      throw invalid(
          place, "The operation needs a part '%s' with a valueInteger from 0.".formatted(name));
    }
    return value.asInt();
  }

  private static RecordException invalid(String place, String what) {
    return new RecordException(Kind.INVALID, "structure", place, what);
  }

  /**
   * @throws RecordException CONFLICT when the resource is not as an operation needs it
   */
  @Override
  public ObjectNode apply(ObjectNode resource) {
    for (Operation operation : operations) {
      // Elements move, so each operation looks anew.
      new FhirPathChange(context, fhirPath, Slots.of(context, resource), operation).apply();
    }
    return resource;
  }
}
