package dev.vertepath.fhir.operation.subscription;

import dev.vertepath.exchange.subscription.Subscriptions;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.Set;

/**
 * {@code Subscription/[id]/$events}: notifications again, from a number on (Subscriptions R5
 * Backport 1.1).
 */
final class EventsOfSubscription implements Operation {

  private static final Signature SIGNATURE =
      Signature.reading(
              "events",
              "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-events",
              Set.of(Level.INSTANCE),
              Set.of("Subscription"))
          .taking("eventsSinceNumber", "eventsUntilNumber", "content");

  private final ClinicalRecord record;
  private final Subscriptions subscriptions;

  EventsOfSubscription(ClinicalRecord record, Subscriptions subscriptions) {
    this.record = record;
    this.subscriptions = subscriptions;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    record.read(call.key(), null);
    Arguments arguments = call.arguments();
    return Json.MAPPER.writeValueAsBytes(
        subscriptions.events(
            call.key().id(),
            number(arguments, "eventsSinceNumber", 1),
            number(arguments, "eventsUntilNumber", Long.MAX_VALUE),
            arguments.text("content").orElse(null)));
  }

  private static long number(Arguments arguments, String name, long otherwise) {
    String text = arguments.text(name).orElse("");
    if (!text.matches("\\d{0,18}")) {
      throw new RecordException(
          Kind.INVALID,
          "value",
          arguments.place(name),
          "The parameter '%s' must be the number of an event, from 1.".formatted(name));
    }
    return text.isEmpty() ? otherwise : Long.parseLong(text);
  }
}
