package dev.vertepath.fhir.operation.subscription;

import dev.vertepath.exchange.subscription.Subscriptions;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.ParametersAnswer;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.Set;

/**
 * {@code Subscription/[id]/$secret}: gives it a new secret that signs what is delivered, and tells
 * it this once. FHIR has no such operation.
 */
final class SecretOfSubscription implements Operation {

  private static final Signature SIGNATURE =
      Signature.reading(
              "secret",
              "https://vertepath.dev/fhir/OperationDefinition/Subscription-secret",
              Set.of(Level.INSTANCE),
              Set.of("Subscription"))
          .taking("secret")
          .affecting();

  private final ClinicalRecord record;
  private final Subscriptions subscriptions;

  SecretOfSubscription(ClinicalRecord record, Subscriptions subscriptions) {
    this.record = record;
    this.subscriptions = subscriptions;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public byte[] answer(OperationCall call) {
    if (call.arguments().text("secret").isPresent() && call.arguments().place("secret") == null) {
      throw new RecordException(
          Kind.INVALID,
          "security",
          null,
          "A secret in a URL is read by others, and is one no longer: send it in Parameters.");
    }
    record.read(call.key(), null);
    var answer = ParametersAnswer.empty();
    answer.text(
        "secret",
        subscriptions.renewSecret(call.key().id(), call.arguments().text("secret").orElse(null)));
    return answer.written();
  }
}
