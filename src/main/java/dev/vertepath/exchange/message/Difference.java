package dev.vertepath.exchange.message;

import dev.vertepath.record.Json;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An element that two versions of a resource have otherwise.
 *
 * @param path as in {@code name[0].family}
 * @param before as JSON; null when it was not there
 * @param after as JSON; null when it is not there any more
 */
public record Difference(String path, @Nullable String before, @Nullable String after) {

  /** The server's own. */
  private static final Set<String> OF_SERVER = Set.of("id", "meta.versionId", "meta.lastUpdated");

  /**
   * @param before null for a resource that was not there
   */
  public static List<Difference> between(@Nullable StoredResource before, StoredResource after) {
    List<Difference> all = new ArrayList<>();
    JsonNode old = before == null ? Json.MAPPER.createObjectNode() : tree(before);
    compare("", old, after.deleted() ? Json.MAPPER.createObjectNode() : tree(after), all);
    return all;
  }

  private static JsonNode tree(StoredResource resource) {
    return Json.MAPPER.readTree(resource.body());
  }

  private static void compare(String path, JsonNode old, JsonNode now, List<Difference> all) {
    if (old.equals(now) || OF_SERVER.contains(path)) {
      return;
    }
    if (old.isObject() && now.isObject()) {
      Set<String> names = new LinkedHashSet<>(old.propertyNames());
      names.addAll(now.propertyNames());
      names.forEach(
          name ->
              compare(
                  path.isEmpty() ? name : path + "." + name, old.path(name), now.path(name), all));
    } else if (old.isArray() && now.isArray()) {
      for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
        compare(path + "[" + i + "]", old.path(i), now.path(i), all);
      }
    } else {
      all.add(new Difference(path, text(old), text(now)));
    }
  }

  private static @Nullable String text(JsonNode node) {
    return node.isMissingNode() ? null : node.toString();
  }
}
