package dev.vertepath.exchange.message;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The events as FHIR tells of them: a CodeSystem, and a MessageDefinition for each. */
final class EventDefinitions {

  private static final String DATE = "2026-11-25";
  private static final String PUBLISHER = "VertePath";

  private final MessageEvents events;

  EventDefinitions(MessageEvents events) {
    this.events = events;
  }

  /** Puts them where everybody finds them; those that are there already stay as they are. */
  void provide(ClinicalRecord record) {
    List<Interaction> updates = new ArrayList<>();
    for (ObjectNode resource : resources()) {
      var key =
          new ResourceKey(resource.path("resourceType").asString(), resource.path("id").asString());
      if (record.types().contains(key.type())) {
        updates.add(new Interaction.Update(null, key, resource, null));
      }
    }
    if (!updates.isEmpty()) {
      record.transact(updates);
    }
  }

  private List<ObjectNode> resources() {
    List<ObjectNode> all = new ArrayList<>();
    all.add(codeSystem());
    events.all().forEach(event -> all.add(definition(event)));
    return all;
  }

  private ObjectNode codeSystem() {
    ObjectNode system = conformance("CodeSystem", "vertepath-message-event", MessageEvents.SYSTEM);
    system.put("name", "VertePathMessageEvent").put("title", "What messages tell of");
    system.put("caseSensitive", true).put("content", "complete").put("count", events.all().size());
    ArrayNode concepts = system.putArray("concept");
    for (MessageEvent event : events.all()) {
      concepts
          .addObject()
          .put("code", event.code())
          .put("display", event.title())
          .put("definition", event.definition());
    }
    return system;
  }

  private static ObjectNode definition(MessageEvent event) {
    ObjectNode definition =
        conformance("MessageDefinition", "vertepath-" + event.code(), event.url());
    definition
        .put("name", "VertePath" + event.title().replace(" ", ""))
        .put("title", event.title())
        .put("description", event.definition());
    definition
        .putObject("eventCoding")
        .put("system", MessageEvents.SYSTEM)
        .put("code", event.code())
        .put("display", event.title());
    definition.put("category", "consequence");
    ArrayNode focus = definition.putArray("focus");
    event
        .focus()
        .forEach(type -> focus.addObject().put("code", type).put("min", 0).put("max", "*"));
    definition.put("responseRequired", "always");
    return definition;
  }

  private static ObjectNode conformance(String type, String id, String url) {
    return Json.MAPPER
        .createObjectNode()
        .put("resourceType", type)
        .put("id", id)
        .put("url", url)
        .put("version", "1.0.0")
        .put("status", "active")
        .put("date", DATE)
        .put("publisher", PUBLISHER);
  }
}
