package dev.vertepath.fhir.operation.subscription;

import dev.vertepath.exchange.outbox.DeadLetters.DeadLetter;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.ParametersAnswer;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.List;

/** Dead letters as Parameters, one parameter {@code letter} for each. */
final class DeadLetterAnswer {

  private DeadLetterAnswer() {}

  static byte[] of(List<DeadLetter> letters) {
    var answer = ParametersAnswer.empty();
    letters.forEach(letter -> write(answer.within("letter"), letter));
    return answer.written();
  }

  private static void write(ParametersAnswer parts, DeadLetter letter) {
    parts.number("id", letter.id());
    parts.text("channel", letter.channel());
    parts.number("number", letter.number());
    parts.code("topic", letter.topic());
    parts.reference("patient", letter.patient() == null ? null : "Patient/" + letter.patient());
    parts.reference("focus", letter.focus());
    parts.instant("occurred", letter.occurred());
    parts.instant("queued", letter.queued());
    parts.count("attempts", letter.attempts());
    parts.code("status", letter.status());
    parts.text("problem", letter.problem());
    parts.text("decided-by", letter.decidedBy());
    parts.text("reason", letter.reason());
  }

  /**
   * @throws RecordException INVALID
   */
  static long number(Arguments arguments, String name) {
    String text = arguments.text(name).orElse("");
    if (!text.matches("\\d{1,18}")) {
      throw new RecordException(
          Kind.INVALID,
          "value",
          arguments.place(name),
          "The parameter '%s' must be the number of a letter, as $dead-letters tells it."
              .formatted(name));
    }
    return Long.parseLong(text);
  }
}
