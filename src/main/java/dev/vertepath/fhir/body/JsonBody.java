package dev.vertepath.fhir.body;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON, and says where it is none. */
final class JsonBody {

  ObjectNode read(byte[] bytes, String type) {
    if (bytes.length == 0) {
      throw new RecordException(
          Kind.INVALID, "structure", type, "The body is empty: send the resource in it.");
    }
    try (JsonParser parser = Json.MAPPER.createParser(bytes)) {
      try {
        JsonNode tree = Json.MAPPER.readTree(parser);
        if (tree instanceof ObjectNode resource) {
          requireEnd(parser, type);
          return resource;
        }
      } catch (JacksonException e) {
        throw broken(e, parser, type);
      }
    }
    throw new RecordException(
        Kind.INVALID, "structure", type, "The body is no JSON object: send one resource in it.");
  }

  private static void requireEnd(JsonParser parser, String type) {
    if (parser.nextToken() != null) {
      throw new RecordException(
          Kind.INVALID,
          "structure",
          type,
          "Something follows the resource in the body: send one resource, and nothing else.");
    }
  }

  private static RecordException broken(JacksonException e, JsonParser parser, String type) {
    String place = Place.at(type, parser.streamReadContext().pathAsPointer()).toString();
    TokenStreamLocation at = e.getLocation();
    String where =
        at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    return new RecordException(
        Kind.INVALID,
        "structure",
        place,
        "The body is no sound JSON%s, in %s: %s. Nothing was stored."
            .formatted(where, place, words(e)));
  }

  /** The reader's own words, without those about its own workings. */
  private static String words(JacksonException e) {
    return String.valueOf(e.getOriginalMessage())
        .replaceAll("(?s)\\s*\\(start marker.*", "")
        .replaceAll("(?s)\\s*\\(.*`.*?Feature.*", "")
        .replaceAll("\\.$", "");
  }
}
