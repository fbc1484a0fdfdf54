package dev.vertepath.exchange.event;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a channel may want to know, as far as that can be told without asking the database: whether
 * it really does is found out when it is told.
 *
 * @param topic the code of a topic; null where resources of a type are meant
 * @param type of resources; null where a topic is meant
 * @param patients logical ids; empty for all
 * @param states empty for all
 */
public record Interest(
    String channel,
    @Nullable String topic,
    @Nullable String type,
    Set<String> patients,
    Set<String> states) {

  /**
   * The whole of a topic.
   *
   * @param topic its code
   */
  static Interest in(String channel, String topic) {
    return new Interest(channel, topic, null, Set.of(), Set.of());
  }

  /** As a subscription's definition says it. */
  static Interest of(String channel, JsonNode definition) {
    return new Interest(
        channel,
        definition.path("topic").asString(null),
        definition.path("type").asString(null),
        texts(definition.path("patients")),
        texts(definition.path("states")));
  }

  private static Set<String> texts(JsonNode all) {
    Set<String> texts = new HashSet<>();
    all.forEach(one -> texts.add(one.asString()));
    return texts;
  }

  boolean mayWant(Event event) {
    boolean means =
        event.topic().equals(Event.RECORD)
            ? event.focus().type().equals(type)
            : event.topic().equals(topic);
    return means
        && (patients.isEmpty() || (event.patient() != null && patients.contains(event.patient())))
        && (states.isEmpty() || (event.state() != null && states.contains(event.state())));
  }
}
