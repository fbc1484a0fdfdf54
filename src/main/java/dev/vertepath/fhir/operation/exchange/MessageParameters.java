package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.exchange.ledger.LedgerEntry;
import dev.vertepath.exchange.ledger.Sender;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.ParametersAnswer;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;

/** How the ledger is told in Parameters, and what is asked of it. */
final class MessageParameters {

  private static final String NUMBER = "\\d{1,18}";

  private MessageParameters() {}

  static void write(ParametersAnswer parts, LedgerEntry entry) {
    parts.number("message", entry.seq());
    parts.code("channel", entry.channel());
    parts.text("event", entry.event());
    parts.code("state", entry.state().code());
    parts.text("id", entry.id());
    Sender sender = entry.sender();
    parts.text("subject", sender.subject());
    parts.text("client", sender.client());
    parts.text("organization", sender.organization());
    parts.text("source", sender.source());
    parts.instant("sent", entry.sent());
    parts.instant("received", entry.received());
    parts.instant("processed", entry.processed());
    parts.count("attempts", entry.attempts());
    parts.text("reason", entry.reason());
    parts.url("reply-to", entry.replyTo());
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
