package dev.vertepath.fhir.operation.glass;

import dev.vertepath.access.BreakGlass;
import dev.vertepath.access.BreakGlass.Broken;
import dev.vertepath.access.audit.Trail;
import dev.vertepath.fhir.operation.Arguments;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.List;
import java.util.Set;

/** {@code Patient/[id]/$break-glass}: opens the record to the caller for a while. */
final class OpenRecord implements Operation {

  private static final int LONGEST_REASON = 1000;

  private static final Signature SIGNATURE =
      Signature.reading(
              "break-glass",
              "https://vertepath.dev/fhir/OperationDefinition/Patient-break-glass",
              Set.of(Level.INSTANCE),
              Set.of("Patient"))
          .taking("purpose", "reason")
          .affecting();

  private final BreakGlass glass;

  OpenRecord(BreakGlass glass) {
    this.glass = glass;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    String purpose = text(call.arguments(), "purpose", "as the code ETREAT for an emergency");
    String reason = text(call.arguments(), "reason", "in words, for who reviews it");
    Broken broken = glass.open(call.key().id(), purpose, reason);
    Trail.get().concerns(broken.patient());
    return Told.of(List.of(broken));
  }

  private static String text(Arguments arguments, String name, String how) {
    String text = arguments.text(name).map(String::strip).orElse("");
    if (text.isEmpty() || text.length() > LONGEST_REASON) {
      throw new RecordException(
          Kind.INVALID,
          "required",
          arguments.place(name),
          "$break-glass asks for a %s, %s, in up to %d letters."
              .formatted(name, how, LONGEST_REASON));
    }
    return text;
  }
}
