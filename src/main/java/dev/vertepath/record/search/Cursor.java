package dev.vertepath.record.search;

import dev.vertepath.record.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a page begins: all that the server needs to know, so that it keeps nothing and no page
 * expires.
 *
 * @param moment the record as the first page saw it
 * @param total of all matches, as the first page counted them; null if it was not wanted, or they
 *     were too many
 * @param position after what the page begins; null for the first page
 */
record Cursor(Moment moment, @Nullable Long total, @Nullable Position position) {

  /**
   * @param backwards whether the page ends before it, instead of beginning after it
   * @param keys the values that the row there is sorted by; null where it has none
   * @param rid the row's id, which decides among equals
   */
  record Position(boolean backwards, List<@Nullable String> keys, long rid) {}

  byte[] bytes() {
    ObjectNode cursor = Json.MAPPER.createObjectNode();
    cursor.put("x", moment.xmax());
    ArrayNode open = cursor.putArray("o");
    moment.open().forEach(open::add);
    if (total != null) {
      cursor.put("t", total);
    }
    if (position != null) {
      cursor.put("b", position.backwards());
      ArrayNode keys = cursor.putArray("k");
      position.keys().forEach(keys::add);
      cursor.put("r", position.rid());
    }
    return Json.MAPPER.writeValueAsBytes(cursor);
  }

  static Cursor read(byte[] bytes) {
    JsonNode cursor = Json.MAPPER.readTree(bytes);
    List<Long> open = new ArrayList<>();
    cursor.path("o").forEach(x -> open.add(x.asLong()));
    Moment moment = Moment.of(cursor.path("x").asLong(), open);
    Long total = cursor.has("t") ? cursor.path("t").asLong() : null;
    if (!cursor.has("r")) {
      return new Cursor(moment, total, null);
    }
    List<@Nullable String> keys = new ArrayList<>();
    cursor.path("k").forEach(key -> keys.add(key.isNull() ? null : key.asString()));
    return new Cursor(
        moment, total, new Position(cursor.path("b").asBoolean(), keys, cursor.path("r").asLong()));
  }
}
