package dev.vertepath.exchange.subscription;

import dev.vertepath.exchange.event.Topic;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a Subscription asks for, and refuses what is not served. */
final class DefinitionReader {

  static final String EXTENSION =
      "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);
  private static final long LONGEST_PATIENCE = 30;
  private static final long SHORTEST_HEARTBEAT = 10;

  private static final Pattern SEARCH = Pattern.compile("([A-Z][A-Za-z]+)\\?(.+)");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\x21-\\x7e][\\x20-\\x7e]*)");

  /** What belongs to the connection and not to the message, or is the service's own. */
  private static final Set<String> NO_HEADERS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "content-type",
          "transfer-encoding",
          "upgrade",
          "te",
          "trailer",
          "keep-alive",
          "expect",
          "proxy-authorization",
          "proxy-connection",
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature");

  private final Outbox outbox;

  DefinitionReader(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * @param body of the type Subscription, structurally sound
   * @throws RecordException UNPROCESSABLE, or INVALID for the endpoint, with the place
   */
  Definition read(JsonNode body) {
    JsonNode channel = body.path("channel");
    String type = channel.path("type").asString("");
    if (!type.equals("rest-hook")) {
      throw refused(
          "not-supported",
          "Subscription.channel.type",
          "A channel of the type '%s' is not served: rest-hook is.".formatted(type));
    }
    String payload = channel.path("payload").asString("");
    if (!payload.isEmpty()
        && !payload.replaceFirst("[; ].*", "").matches("application/(fhir\\+)?json")) {
      throw refused(
          "not-supported",
          "Subscription.channel.payload",
          "Notifications are written as application/fhir+json, not as '%s'.".formatted(payload));
    }
    String endpoint = channel.path("endpoint").asString("");
    outbox.requireReceiver(endpoint, "Subscription.channel.endpoint");
    String criteria = body.path("criteria").asString("").strip();
    var filters = new Filters();
    Topic topic = Topic.ofUrl(criteria).orElse(null);
    Matcher search = SEARCH.matcher(criteria);
    if (topic != null) {
      filters.read(body.path("_criteria"), topic);
    } else if (Topic.isLikely(criteria) || !search.matches()) {
      throw noTopic(criteria);
    }
    JsonNode end = body.path("end");
    return new Definition(
        topic == null ? null : topic.code(),
        criteria,
        topic == null ? search.group(1) : null,
        topic == null ? search.group(2) : "",
        List.copyOf(filters.patients),
        List.copyOf(filters.organizations),
        List.copyOf(filters.states),
        URI.create(endpoint),
        headers(channel.path("header")),
        content(channel, topic == null, payload),
        heartbeat(channel),
        Duration.ofSeconds(
            Math.clamp(
                number(channel, "backport-timeout", USUAL_PATIENCE.toSeconds()),
                1,
                LONGEST_PATIENCE)),
        end.isMissingNode() ? null : instant(end.asString()));
  }

  private static RecordException noTopic(String criteria) {
    return refused(
        "not-supported",
        "Subscription.criteria",
        "'%s' is neither a topic that is served nor a search such as Observation?code=1234-5. Topics: %s."
            .formatted(
                criteria,
                String.join(", ", Arrays.stream(Topic.values()).map(Topic::url).toList())));
  }

  /** R4's own subscriptions tell it by the payload: none, or the resource. */
  private static Content content(JsonNode channel, boolean classic, String payload) {
    String code = extension(channel.path("_payload"), "backport-payload-content").asString("");
    if (code.isEmpty()) {
      return classic && !payload.isEmpty() ? Content.FULL_RESOURCE : Content.ID_ONLY;
    }
    return Content.of(code)
        .orElseThrow(
            () ->
                refused(
                    "value",
                    "Subscription.channel.payload.extension",
                    "The content '%s' is none of empty, id-only and full-resource."
                        .formatted(code)));
  }

  private static @Nullable Duration heartbeat(JsonNode channel) {
    long seconds = number(channel, "backport-heartbeat-period", 0);
    return seconds == 0 ? null : Duration.ofSeconds(Math.max(seconds, SHORTEST_HEARTBEAT));
  }

  private static long number(JsonNode element, String extension, long otherwise) {
    JsonNode value = extension(element, extension);
    return value.isNumber() ? value.asLong() : otherwise;
  }

  private static JsonNode extension(JsonNode element, String name) {
    for (JsonNode one : element.path("extension")) {
      if (one.path("url").asString("").equals(EXTENSION + name)) {
        for (Map.Entry<String, JsonNode> field : one.properties()) {
          if (field.getKey().startsWith("value")) {
            return field.getValue();
          }
        }
      }
    }
    return Json.MAPPER.missingNode();
  }

  private static Map<String, String> headers(JsonNode sent) {
    Map<String, String> headers = new LinkedHashMap<>();
    int item = 0;
    for (JsonNode one : sent) {
      String place = "Subscription.channel.header[" + item++ + "]";
      Matcher header = HEADER.matcher(one.asString("").strip());
      if (!header.matches()) {
        throw refused("value", place, "A header is written as 'Name: value'.");
      }
      String name = header.group(1);
      if (NO_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
        throw refused(
            "not-supported", place, "The header %s is set by the service.".formatted(name));
      }
      headers.put(name, header.group(2));
    }
    return headers;
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  static RecordException refused(String code, String place, String sentence) {
    return new RecordException(Kind.UNPROCESSABLE, code, place, sentence);
  }
}
