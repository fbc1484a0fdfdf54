package dev.vertepath.care;

import dev.vertepath.pathway.Act;
import dev.vertepath.pathway.Window;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What persons said of work items by updating them: a status that the service did not give, or a
 * window that it did not give.
 *
 * <p>When the service renews such an item, it notes the version in which the person spoke. That
 * version tells who, when and why from then on, even where the facts made the service give another
 * status since.
 */
final class PersonsWords {

  private static final Predicate<String> A_VERSION =
      Pattern.compile("[1-9]\\d{0,17}").asMatchPredicate();

  private PersonsWords() {}

  static Map<ItemKey, Act> in(
      Map<ItemKey, ResourceReader> items, PatientResources resources, RecordChange change) {
    Map<ResourceKey, Long> heard = new HashMap<>();
    items.forEach(
        (key, item) -> {
          String version = Tags.get(item.body(), Systems.PERSON_VERSION);
          // Whoever updates an item may write anything into its tags.
          if (version != null && A_VERSION.test(version) && !isNew(key.type(), item.body())) {
            heard.put(key.at(), Long.valueOf(version));
          }
        });
    Map<ResourceKey, ResourceReader> spoken = new HashMap<>();
    for (StoredResource older : change.older(heard)) {
      spoken.put(older.key(), resources.read(older));
    }
    Map<ItemKey, Act> words = new HashMap<>();
    items.forEach(
        (key, item) -> {
          ResourceReader said = isNew(key.type(), item.body()) ? item : spoken.get(key.at());
          Window moved = moved(item);
          if (said != null) {
            words.put(key, act(key.type(), said, moved));
          } else if (moved != null) {
            words.put(key, new Act(item.source(), "", null, null, null, item.stored(), moved));
          }
        });
    return words;
  }

  /** Whether a person spoke since the service renewed the item. */
  static boolean isNew(String type, JsonNode body) {
    return !WorkItem.status(type, body).equals(Tags.get(body, Systems.GIVEN_STATUS))
        || hasNewBusinessStatus(body);
  }

  private static boolean hasNewBusinessStatus(JsonNode body) {
    String given = Tags.get(body, Systems.GIVEN_BUSINESS_STATUS);
    return given != null && !given.equals(WorkItem.businessStatus(body));
  }

  private static Act act(String type, ResourceReader r, @Nullable Window moved) {
    String actor = r.person("owner");
    return new Act(
        r.source(),
        WorkItem.status(type, r.body()),
        hasNewBusinessStatus(r.body()) ? r.code("businessStatus") : null,
        r.words("statusReason", "note"),
        actor == null ? r.person("author") : actor,
        r.stored(),
        moved);
  }

  /** What an item says of which no person spoke: that it is there, and how far. */
  static Act unspoken(ResourceReader r) {
    return new Act(r.source(), WorkItem.status(r.type(), r.body()), null, null, null, r.stored());
  }

  private static @Nullable Window moved(ResourceReader item) {
    String given = Tags.get(item.body(), Systems.GIVEN_PERIOD);
    ResourceReader restriction = item.part(item.body().path("restriction"));
    Instant start = restriction.start("period");
    Instant end = restriction.end("period");
    return given == null || start == null || end == null || given.equals(start + "/" + end)
        ? null
        : new Window(start, end);
  }
}
