package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.exchange.ledger.LedgerEntry;
import dev.vertepath.exchange.ledger.Sender;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the ledger is told in Parameters, and what is asked of it. */
final class MessageParameters {

  private static final String NUMBER = "\\d{1,18}";

  private MessageParameters() {}

  static ObjectNode parameters() {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    answer.putArray("parameter");
    return answer;
  }

  /** A part with parts of its own. */
  static ArrayNode parts(ArrayNode within, String name) {
    return within.addObject().put("name", name).putArray("part");
  }

  static void put(ArrayNode parts, String name, String kind, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      parts.addObject().put("name", name).put(kind, value);
    }
  }

  static void instant(ArrayNode parts, String name, @Nullable Instant at) {
    if (at != null) {
      put(parts, name, "valueInstant", at.truncatedTo(ChronoUnit.MILLIS).toString());
    }
  }

  static void write(ArrayNode parts, LedgerEntry entry) {
    put(parts, "message", "valueString", Long.toString(entry.seq()));
    put(parts, "channel", "valueCode", entry.channel());
    put(parts, "event", "valueString", entry.event());
    put(parts, "state", "valueCode", entry.state().code());
    put(parts, "id", "valueString", entry.id());
    Sender sender = entry.sender();
    put(parts, "subject", "valueString", sender.subject());
    put(parts, "client", "valueString", sender.client());
    put(parts, "organization", "valueString", sender.organization());
    put(parts, "source", "valueString", sender.source());
    instant(parts, "sent", entry.sent());
    instant(parts, "received", entry.received());
    instant(parts, "processed", entry.processed());
    parts.addObject().put("name", "attempts").put("valueInteger", entry.attempts());
    put(parts, "reason", "valueString", entry.reason());
    put(parts, "reply-to", "valueUrl", entry.replyTo());
  }

  /** The number of the message that is meant. */
  static long message(Arguments arguments) {
    return number(arguments, "message", arguments.text("message").orElse(""));
  }

  static long number(Arguments arguments, String name, String text) {
    if (!text.matches(NUMBER)) {
      throw new RecordException(
          Kind.INVALID,
          "value",
          arguments.place(name),
          "'%s' must be the number of a message, as $messages tells it; it is '%s'."
              .formatted(name, text));
    }
    return Long.parseLong(text);
  }
}
