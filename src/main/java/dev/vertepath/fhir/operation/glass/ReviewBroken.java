package dev.vertepath.fhir.operation.glass;

import dev.vertepath.access.BreakGlass;
import dev.vertepath.access.BreakGlass.Broken;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code Patient/$review-broken-glass}: takes one off the list of {@code $broken-glass}. */
final class ReviewBroken implements Operation {

  private static final int LONGEST_NOTE = 1000;

  private static final Signature SIGNATURE =
      Signature.reading(
              "review-broken-glass",
              "https://vertepath.dev/fhir/OperationDefinition/Patient-review-broken-glass",
              Set.of(Level.TYPE),
              Set.of("Patient"))
          .taking("id", "note")
          .affecting();

  private final BreakGlass glass;

  ReviewBroken(BreakGlass glass) {
    this.glass = glass;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    OptionalInt id = call.arguments().count("id");
    if (id.isEmpty()) {
      throw new RecordException(
          Kind.INVALID,
          "required",
          null,
          "$review-broken-glass asks for the id of one that $broken-glass lists.");
    }
    Broken reviewed =
        glass
            .review(id.getAsInt(), note(call.arguments()))
            .orElseThrow(
                () ->
                    new RecordException(
                        Kind.NOT_FOUND,
                        "not-found",
                        call.arguments().place("id"),
                        "Nothing of the id %d waits for a review by you."
                            .formatted(id.getAsInt())));
    return Told.of(List.of(reviewed));
  }

  private static @Nullable String note(Arguments arguments) {
    String note = arguments.text("note").map(String::strip).orElse("");
    if (note.length() > LONGEST_NOTE) {
      throw new RecordException(
          Kind.INVALID,
          "value",
          arguments.place("note"),
          "$review-broken-glass takes a note in up to %d letters.".formatted(LONGEST_NOTE));
    }
    return note.isEmpty() ? null : note;
  }
}
