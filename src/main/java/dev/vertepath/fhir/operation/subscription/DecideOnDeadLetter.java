package dev.vertepath.fhir.operation.subscription;

import dev.vertepath.exchange.outbox.DeadLetters;
import dev.vertepath.exchange.outbox.DeadLetters.DeadLetter;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** {@code $resend-dead-letter} and {@code $drop-dead-letter}: what a person decides. */
final class DecideOnDeadLetter implements Operation {

  private static final int LONGEST_REASON = 1000;

  private final Signature signature;
  private final boolean explained;
  private final BiFunction<Long, String, DeadLetter> decision;

  private DecideOnDeadLetter(
      String name, boolean explained, BiFunction<Long, String, DeadLetter> decision) {
    this.signature =
        Signature.reading(
                name,
                "https://vertepath.dev/fhir/OperationDefinition/" + name,
                Set.of(Level.SYSTEM),
                Set.of())
            .taking("id", "reason")
            .affecting();
    this.explained = explained;
    this.decision = decision;
  }

  /** Has it tried anew. */
  static Operation resend(DeadLetters letters) {
    return new DecideOnDeadLetter("resend-dead-letter", false, letters::resend);
  }

  /** Has it never delivered, for a reason. */
  static Operation drop(DeadLetters letters) {
    return new DecideOnDeadLetter("drop-dead-letter", true, letters::drop);
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public byte[] answer(OperationCall call) {
    Arguments arguments = call.arguments();
    long id = DeadLetterAnswer.number(arguments, "id");
    String reason = arguments.text("reason").map(String::strip).orElse("");
    if ((explained && reason.isEmpty()) || reason.length() > LONGEST_REASON) {
      throw new RecordException(
          Kind.INVALID,
          "required",
          arguments.place("reason"),
          "$%s asks for a reason, in words for who looks later, in up to %d letters."
              .formatted(signature.name(), LONGEST_REASON));
    }
    return DeadLetterAnswer.of(List.of(decision.apply(id, reason)));
  }
}
