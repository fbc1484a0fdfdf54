package dev.vertepath.exchange.subscription;

import dev.vertepath.record.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a Subscription asks for.
 *
 * @param topic code of a topic; null for one by criteria
 * @param criteria as it stands in the resource: URL of the topic, or a search
 * @param type that is searched; null for a topic
 * @param query of the search, still encoded; empty for a topic
 * @param patients logical ids, of one of whom the event must be; empty for all
 * @param organizations logical ids, one of which must manage the patient; empty for all
 * @param states one of which must be the event's; empty for all
 * @param headers that are sent along
 * @param heartbeat null for none
 * @param timeout how long the receiver may take
 * @param end when it ends by itself
 */
record Definition(
    @Nullable String topic,
    String criteria,
    @Nullable String type,
    String query,
    List<String> patients,
    List<String> organizations,
    List<String> states,
    URI endpoint,
    Map<String, String> headers,
    Content content,
    @Nullable Duration heartbeat,
    Duration timeout,
    @Nullable Instant end) {

  ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("topic", topic).put("criteria", criteria).put("type", type).put("query", query);
    patients.forEach(json.putArray("patients")::add);
    organizations.forEach(json.putArray("organizations")::add);
    states.forEach(json.putArray("states")::add);
    json.put("endpoint", endpoint.toString());
    ObjectNode sent = json.putObject("headers");
    headers.forEach(sent::put);
    json.put("content", content.code()).put("timeout", timeout.toSeconds());
    json.put("heartbeat", heartbeat == null ? null : heartbeat.toSeconds());
    return json.put("end", end == null ? null : end.toString());
  }

  static Definition of(JsonNode json) {
    Map<String, String> headers = new LinkedHashMap<>();
    json.path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asString()));
    JsonNode heartbeat = json.path("heartbeat");
    String end = json.path("end").asString(null);
    return new Definition(
        json.path("topic").asString(null),
        json.path("criteria").asString(),
        json.path("type").asString(null),
        json.path("query").asString(),
        texts(json.path("patients")),
        texts(json.path("organizations")),
        texts(json.path("states")),
        URI.create(json.path("endpoint").asString()),
        headers,
        Content.of(json.path("content").asString()).orElseThrow(),
        heartbeat.isNumber() ? Duration.ofSeconds(heartbeat.asLong()) : null,
        Duration.ofSeconds(json.path("timeout").asLong()),
        end == null ? null : Instant.parse(end));
  }

  private static List<String> texts(JsonNode all) {
    return StreamSupport.stream(all.spliterator(), false).map(JsonNode::asString).toList();
  }
}
