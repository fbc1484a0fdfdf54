package dev.vertepath.fhir.operation.glass;

import dev.vertepath.access.BreakGlass;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import java.util.Set;

/** {@code Patient/$broken-glass}: who opened records, and was not reviewed yet. */
final class ListBroken implements Operation {

  private static final int DEFAULT_COUNT = 100;
  private static final int MOST = 1000;

  private static final Signature SIGNATURE =
      Signature.reading(
              "broken-glass",
              "https://vertepath.dev/fhir/OperationDefinition/Patient-broken-glass",
              Set.of(Level.TYPE),
              Set.of("Patient"))
          .taking("reviewed", "count");

  private final BreakGlass glass;

  ListBroken(BreakGlass glass) {
    this.glass = glass;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    int count = Math.min(call.arguments().count("count").orElse(DEFAULT_COUNT), MOST);
    return Told.of(glass.list(call.arguments().flag("reviewed"), count));
  }
}
