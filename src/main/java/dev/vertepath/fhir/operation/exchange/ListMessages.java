package dev.vertepath.fhir.operation.exchange;

import dev.vertepath.exchange.ledger.LedgerEntry;
import dev.vertepath.exchange.ledger.LedgerFilter;
import dev.vertepath.exchange.ledger.MessageState;
import dev.vertepath.exchange.message.Messages;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.ParametersAnswer;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.DateRange;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code [base]/$messages}: the messages that came, newest first; {@code next} of the answer is
 * {@code before} of the next page. R4 has no such operation.
 */
final class ListMessages implements Operation {

  private static final int DEFAULT_COUNT = 50;
  private static final int MOST = 1000;

  private static final Signature SIGNATURE =
      Signature.reading(
              "messages",
              "https://vertepath.dev/fhir/OperationDefinition/messages",
              Set.of(Level.SYSTEM),
              Set.of())
          .taking("state", "sender", "patient", "event", "from", "to", "before", "_count");

  private final Messages messages;
  private final ZoneId zone;

  /**
   * @param zone whose day a date without a zone means
   */
  ListMessages(Messages messages, ZoneId zone) {
    this.messages = messages;
    this.zone = zone;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    Arguments arguments = call.arguments();
    int count = Math.min(arguments.count("_count").orElse(DEFAULT_COUNT), MOST);
    List<LedgerEntry> found = messages.list(filter(arguments), count + 1);
    boolean more = found.size() > count;
    List<LedgerEntry> page = more ? found.subList(0, count) : found;
    var answer = ParametersAnswer.empty();
    page.forEach(entry -> MessageParameters.write(answer.within("message"), entry));
    if (more) {
      answer.number("next", page.getLast().seq());
    }
    return answer.written();
  }

  private LedgerFilter filter(Arguments arguments) {
    return new LedgerFilter(
        arguments.texts("state").stream()
            .flatMap(text -> Arrays.stream(text.split(",")))
            .map(code -> state(arguments, code))
            .toList(),
        arguments.text("sender").orElse(null),
        arguments.text("patient").map(text -> text.replaceFirst("^Patient/", "")).stream().toList(),
        arguments.text("event").orElse(null),
        date(arguments, "from").map(DateRange::lo).orElse(null),
        date(arguments, "to").map(DateRange::hi).orElse(null),
        arguments
            .text("before")
            .map(text -> MessageParameters.number(arguments, "before", text))
            .orElse(null),
        null);
  }

  private static MessageState state(Arguments arguments, String code) {
    return MessageState.of(code)
        .orElseThrow(
            () ->
                new RecordException(
                    Kind.INVALID,
                    "value",
                    arguments.place("state"),
                    "'%s' is no state of a message: there are %s."
                        .formatted(
                            code,
                            Arrays.stream(MessageState.values())
                                .map(MessageState::code)
                                .collect(Collectors.joining(", ")))));
  }

  private Optional<DateRange> date(Arguments arguments, String name) {
    try {
      return arguments.text(name).map(text -> DateRange.of(text, zone));
    } catch (IllegalArgumentException e) {
      throw new RecordException(
          Kind.INVALID,
          "value",
          arguments.place(name),
          "'%s' must be a date or an instant, as 2026-11-25 or 2026-11-25T08:00:00Z."
              .formatted(name));
    }
  }
}
