package dev.vertepath.care;

import dev.vertepath.pathway.Act;
import dev.vertepath.pathway.Window;
import dev.vertepath.pathway.WorkStatus;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A work item that is being renewed. What a person wrote into it stays; the service renews its own
 * part only, and of that not the status or the window which a person set.
 */
final class WorkItem {

  private static final Set<String> OVER =
      Set.of(
          "completed",
          "cancelled",
          "rejected",
          "failed",
          "revoked",
          "entered-in-error",
          "inactive");

  private static final Set<String> SERVERS_OWN = Set.of("id", "meta");

  private final ItemKey key;
  private final @Nullable ObjectNode before;
  private final @Nullable Act word;
  private final boolean calledFor;
  private final ObjectNode body;
  private @Nullable Window window;

  /**
   * @param before the item as it is; null for a new one
   * @param word what a person said of it last
   * @param calledFor whether the facts call for it; false when it is only to be withdrawn
   */
  WorkItem(ItemKey key, @Nullable ObjectNode before, @Nullable Act word, boolean calledFor) {
    this.key = key;
    this.before = before;
    this.word = word;
    this.calledFor = calledFor;
    this.body = before == null ? Fhir.object() : before.deepCopy();
    body.put("resourceType", key.type());
    body.remove("id");
    if (ItemKey.of(key.at(), body) == null) {
      keep(
          "identifier",
          i -> !i.path("system").asString("").equals(Systems.WORK_ITEM),
          Fhir.identifier(Systems.WORK_ITEM, key.key()));
    }
    if (word != null && PersonsWords.isNew(key.type(), body)) {
      hear(word);
    }
  }

  /** Notes in which version the person spoke: this one will no longer tell. */
  private void hear(Act said) {
    Tags.set(body, Systems.PERSON_VERSION, Long.toString(said.source().version()));
    Tags.set(body, Systems.GIVEN_STATUS, status());
    if (Tags.get(body, Systems.GIVEN_BUSINESS_STATUS) != null) {
      Tags.set(body, Systems.GIVEN_BUSINESS_STATUS, businessStatus(body));
    }
  }

  ItemKey key() {
    return key;
  }

  ObjectNode body() {
    return body;
  }

  boolean calledFor() {
    return calledFor;
  }

  String status() {
    return status(key.type(), body);
  }

  static String status(String type, JsonNode body) {
    return body.path(statusElement(type)).asString("");
  }

  private static String statusElement(String type) {
    return type.equals("Goal") ? "lifecycleStatus" : "status";
  }

  static String businessStatus(JsonNode body) {
    return body.path("businessStatus").path("coding").path(0).path("code").asString("");
  }

  /** Whether nothing is to be done any more. */
  boolean isOver() {
    return isOver(status());
  }

  static boolean isOver(String status) {
    return OVER.contains(status);
  }

  /** Whether the status that it has is a person's word. */
  boolean hasPersonsStatus() {
    return word != null && word.status().equals(status());
  }

  void give(String status) {
    body.put(statusElement(key.type()), status);
    Tags.set(body, Systems.GIVEN_STATUS, status);
  }

  /** Gives the status, unless a person set one that says as much: that the item is over, or not. */
  void giveUnlessSaid(String status) {
    if (!hasPersonsStatus() || isOver() != isOver(status)) {
      give(status);
    }
  }

  void giveBusinessStatus(String system, String code) {
    body.set("businessStatus", Fhir.concept(code.replace('-', ' '), Fhir.coding(system, code)));
    Tags.set(body, Systems.GIVEN_BUSINESS_STATUS, code);
  }

  /** Gives the status for how far the work is. */
  void progress(WorkStatus work, String open, String done, String off) {
    switch (work) {
      case OPEN -> {
        if (!hasPersonsStatus()) {
          give(open);
        }
      }
      case DONE -> give(done);
      case CANCELLED -> give(off);
      case DONE_BY_PERSON, CANCELLED_BY_PERSON -> {
        // Their status stands.
      }
    }
  }

  /** When it is to be done; null for work without a time. */
  @Nullable Window window() {
    return window;
  }

  /** Gives a request the time in which it is to be done. */
  void giveOccurrence(Window period) {
    window = period;
    body.set("occurrencePeriod", Fhir.period(period.start(), period.end()));
  }

  /** Gives a Task the time in which it is to be done, unless a person moved it. */
  void giveWindow(Window period) {
    Window moved = word == null ? null : word.window();
    window = moved == null ? period : moved;
    if (moved != null) {
      return;
    }
    ObjectNode restriction =
        body.path("restriction") instanceof ObjectNode there
            ? there
            : body.putObject("restriction");
    restriction.set("period", Fhir.period(period.start(), period.end()));
    Tags.set(body, Systems.GIVEN_PERIOD, Fhir.time(period.start()) + "/" + Fhir.time(period.end()));
  }

  void giveReason(@Nullable String reason) {
    if (reason != null) {
      body.set("statusReason", Fhir.concept(reason));
    } else if (!hasPersonsStatus()) {
      body.remove("statusReason");
    }
  }

  /** Puts the service's own elements in the place of those it had; what persons added stays. */
  void keep(String element, Predicate<JsonNode> persons, JsonNode... own) {
    ArrayNode all = Fhir.array();
    for (JsonNode one : own) {
      all.add(one);
    }
    ResourceReader.each(body.path(element)).stream().filter(persons).forEach(all::add);
    if (all.isEmpty()) {
      body.remove(element);
    } else {
      body.set(element, all);
    }
  }

  /** A note of the service itself; those of persons stay. */
  void note(@Nullable String text) {
    Predicate<JsonNode> persons =
        note -> !note.path("authorString").asString("").equals(Systems.SERVICE);
    if (text == null) {
      keep("note", persons);
    } else {
      keep("note", persons, Fhir.annotation(text));
    }
  }

  /** Whether it says anything else than before; what only the tags say is not worth a version. */
  boolean isChanged() {
    return before == null
        || !bare(before).equals(bare(body))
        || !before.at("/meta/security").equals(body.at("/meta/security"));
  }

  private static ObjectNode bare(ObjectNode resource) {
    ObjectNode bare = Fhir.object();
    for (Map.Entry<String, JsonNode> field : resource.properties()) {
      if (!SERVERS_OWN.contains(field.getKey())) {
        bare.set(field.getKey(), field.getValue());
      }
    }
    return bare;
  }
}
