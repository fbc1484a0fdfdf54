package dev.vertepath.fhir.operation.subscription;

import dev.vertepath.exchange.outbox.DeadLetters.DeadLetter;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Dead letters as Parameters, one parameter {@code letter} for each. */
final class DeadLetterAnswer {

  private DeadLetterAnswer() {}

  static byte[] of(List<DeadLetter> letters) {
    ObjectNode parameters = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    for (DeadLetter letter : letters) {
      ObjectNode one = parameters.withArray("parameter").addObject().put("name", "letter");
      write(one.putArray("part"), letter);
    }
    return Json.MAPPER.writeValueAsBytes(parameters);
  }

  private static void write(ArrayNode parts, DeadLetter letter) {
    part(parts, "id").put("valueString", Long.toString(letter.id()));
    part(parts, "channel").put("valueString", letter.channel());
    part(parts, "number").put("valueString", Long.toString(letter.number()));
    part(parts, "topic").put("valueCode", letter.topic());
    reference(parts, "patient", letter.patient() == null ? null : "Patient/" + letter.patient());
    reference(parts, "focus", letter.focus());
    part(parts, "occurred").put("valueInstant", letter.occurred().toString());
    part(parts, "queued").put("valueInstant", letter.queued().toString());
    part(parts, "attempts").put("valueInteger", letter.attempts());
    part(parts, "status").put("valueCode", letter.status());
    text(parts, "problem", letter.problem());
    text(parts, "decided-by", letter.decidedBy());
    text(parts, "reason", letter.reason());
  }

  private static void reference(ArrayNode parts, String name, @Nullable String reference) {
    if (reference != null) {
      part(parts, name).putObject("valueReference").put("reference", reference);
    }
  }

  private static void text(ArrayNode parts, String name, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      part(parts, name).put("valueString", text);
    }
  }

  private static ObjectNode part(ArrayNode parts, String name) {
    return parts.addObject().put("name", name);
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
