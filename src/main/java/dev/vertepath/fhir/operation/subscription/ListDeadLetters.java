package dev.vertepath.fhir.operation.subscription;

import dev.vertepath.exchange.outbox.DeadLetters;
import dev.vertepath.exchange.outbox.DeadLetters.DeadLetter;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import java.util.List;
import java.util.Set;

/**
 * {@code $dead-letters}: what was not delivered in three days and waits for a person; with {@code
 * id}, one of them.
 */
final class ListDeadLetters implements Operation {

  private static final int DEFAULT_COUNT = 100;
  private static final int MOST = 1000;

  private static final Signature SIGNATURE =
      Signature.reading(
              "dead-letters",
              "https://vertepath.dev/fhir/OperationDefinition/dead-letters",
              Set.of(Level.SYSTEM),
              Set.of())
          .taking("id", "channel", "after", "count");

  private final DeadLetters letters;

  ListDeadLetters(DeadLetters letters) {
    this.letters = letters;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    Arguments arguments = call.arguments();
    List<DeadLetter> found =
        arguments.text("id").isPresent()
            ? List.of(letters.show(DeadLetterAnswer.number(arguments, "id")))
            : letters.list(
                arguments.text("channel").orElse(null),
                arguments.text("after").isPresent()
                    ? DeadLetterAnswer.number(arguments, "after")
                    : 0,
                Math.min(arguments.count("count").orElse(DEFAULT_COUNT), MOST));
    return DeadLetterAnswer.of(found);
  }
}
