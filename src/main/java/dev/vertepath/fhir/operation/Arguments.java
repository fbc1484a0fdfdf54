package dev.vertepath.fhir.operation;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operation is called with: the query of the URL, a Parameters resource, or a resource that
 * is sent as it is (R4 operations.html, "Executing an Operation").
 */
public final class Arguments {

  /** Shape the answer; the boundary serves them. */
  private static final Set<String> OF_BOUNDARY =
      Set.of("_format", "_pretty", "_summary", "_elements");

  private final List<Argument> all = new ArrayList<>();

  private Arguments() {}

  /**
   * One input parameter.
   *
   * @param kind how it is given: {@code resource}, {@code part}, {@code valueCode} ..., or {@code
   *     query}
   * @param place where it stands, as FHIRPath; null in the query
   */
  private record Argument(String name, String kind, @Nullable String place, JsonNode value) {

    String where() {
      return place == null ? "The parameter '" + name + "' of the URL" : place;
    }
  }

  /**
   * @param query of the URL, still encoded; may be empty
   * @param body structurally sound if it is Parameters; null for none
   * @throws RecordException INVALID for a parameter that the operation does not have
   */
  public static Arguments of(Signature operation, String query, @Nullable ObjectNode body) {
    var arguments = new Arguments();
    arguments.addQuery(query);
    if (body != null) {
      arguments.addBody(operation, body);
    }
    arguments.requireKnown(operation);
    return arguments;
  }

  /** A text, code, URI, number or date. */
  public Optional<String> text(String name) {
    return one(name).map(Arguments::text);
  }

  /** All texts of this name, in order. */
  public List<String> texts(String name) {
    return all.stream().filter(a -> a.name().equals(name)).map(Arguments::text).toList();
  }

  public boolean flag(String name) {
    Optional<Argument> given = one(name);
    return switch (given.map(Arguments::text).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(given.orElseThrow(), "must be true or false");
    };
  }

  /** A number of 1 or more. */
  public OptionalInt count(String name) {
    Optional<Argument> given = one(name);
    if (given.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int count = Integer.parseInt(text(given.get()));
      if (count > 0) {
        return OptionalInt.of(count);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw wrong(given.get(), "must be a whole number of 1 or more");
  }

  /** {@code before}, what {@code next} of the page before was; null for the first page. */
  public @Nullable Long before() {
    Optional<Argument> given = one("before");
    if (given.isEmpty()) {
      return null;
    }
    String text = text(given.get());
    if (!text.matches("\\d{1,18}")) {
      throw wrong(given.get(), "must be what 'next' of the answer before was");
    }
    return Long.valueOf(text);
  }

  /** A resource, not looked at yet. */
  public Optional<ObjectNode> resource(String name) {
    return object(name, "resource");
  }

  /**
   * A value of a complex type.
   *
   * @param kind as in {@code valueMeta}
   */
  public Optional<ObjectNode> object(String name, String kind) {
    Optional<Argument> given = one(name);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (given.get().kind().equals(kind) && given.get().value() instanceof ObjectNode object) {
      return Optional.of(object);
    }
    throw wrong(given.get(), "must be a '%s', sent by POST".formatted(kind));
  }

  /** Where a parameter stands, as FHIRPath, if it stands in a body. */
  public @Nullable String place(String name) {
    return one(name).map(Argument::place).orElse(null);
  }

  private Optional<Argument> one(String name) {
    List<Argument> given = all.stream().filter(a -> a.name().equals(name)).toList();
    if (given.size() > 1) {
      throw wrong(given.getLast(), "is the second one of this name: give it once");
    }
    return given.stream().findFirst();
  }

  private static String text(Argument argument) {
    if (!argument.value().isValueNode()) {
      throw wrong(argument, "must be a primitive value");
    }
    String text = argument.value().asString();
    if (text.indexOf('\0') >= 0) {
      throw wrong(argument, "must be a text, and holds the character NUL");
    }
    return text;
  }

  private void addQuery(String query) {
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
        if (!OF_BOUNDARY.contains(name.replaceFirst(":.*", ""))) {
          JsonNode text = Json.MAPPER.getNodeFactory().stringNode(value);
          all.add(new Argument(name, "query", null, text));
        }
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RecordException(
          Kind.INVALID,
          "invalid",
          null,
          "'%s' in the URL is not encoded soundly: after %% two hexadecimal digits follow."
              .formatted(text));
    }
  }

  private void addBody(Signature operation, ObjectNode body) {
    String type = body.path("resourceType").asString("");
    if (!type.equals("Parameters")) {
      if (operation.resource() == null) {
        throw new RecordException(
            Kind.INVALID,
            "value",
            type,
            "$%s takes Parameters, and the body is of the type '%s'."
                .formatted(operation.name(), type));
      }
      all.add(new Argument(operation.resource(), "resource", type, body));
      return;
    }
    int item = 0;
    for (JsonNode parameter : body.path("parameter")) {
      add(parameter, "Parameters.parameter[" + item++ + "]");
    }
  }

  private void add(JsonNode parameter, String place) {
    String name = parameter.path("name").asString();
    List<Map.Entry<String, JsonNode>> values =
        parameter.properties().stream()
            .filter(
                field ->
                    field.getKey().startsWith("value")
                        || field.getKey().equals("resource")
                        || field.getKey().equals("part"))
            .toList();
    if (values.size() != 1) {
      throw new RecordException(
          Kind.INVALID,
          "invariant",
          place,
          place + " must have one of value[x], resource and part (inv-1).");
    }
    Map.Entry<String, JsonNode> value = values.getFirst();
    String field = value.getKey().startsWith("value") ? "value" : value.getKey();
    all.add(new Argument(name, value.getKey(), place + "." + field, value.getValue()));
  }

  private void requireKnown(Signature operation) {
    for (Argument argument : all) {
      if (!operation.parameters().contains(argument.name())) {
        String has =
            operation.parameters().isEmpty()
                ? "it has none"
                : "it has " + operation.parameters().stream().collect(Collectors.joining(", "));
        throw new RecordException(
            Kind.INVALID,
            "not-supported",
            argument.place(),
            "$%s has no parameter '%s': %s.".formatted(operation.name(), argument.name(), has));
      }
    }
  }

  private static RecordException wrong(Argument argument, String what) {
    return new RecordException(
        Kind.INVALID, "value", argument.place(), argument.where() + " " + what + ".");
  }
}
