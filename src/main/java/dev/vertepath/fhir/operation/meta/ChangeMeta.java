package dev.vertepath.fhir.operation.meta;

import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.StoredResource;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code $meta-add} and {@code $meta-delete} (R4 resource-operation-meta-add.html and -delete).
 *
 * <p>R4 changes the meta of a version in place. Here no version ever changes, so that who reads the
 * history reads what was there: a change of labels is a new version, as any other change, and the
 * meta that is answered tells its number. What would change nothing makes none.
 */
final class ChangeMeta implements Operation {

  private final ClinicalRecord record;
  private final BiConsumer<ObjectNode, JsonNode> change;
  private final Signature signature;

  private ChangeMeta(ClinicalRecord record, String name, BiConsumer<ObjectNode, JsonNode> change) {
    this.record = record;
    this.change = change;
    this.signature =
        Signature.reading(
                name,
                "http://hl7.org/fhir/OperationDefinition/Resource-" + name,
                Set.of(Level.INSTANCE),
                Set.of())
            .taking("meta")
            .affecting();
  }

  static Operation adding(ClinicalRecord record) {
    return new ChangeMeta(record, "meta-add", Labels::add);
  }

  static Operation deleting(ClinicalRecord record) {
    return new ChangeMeta(record, "meta-delete", Labels::delete);
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public byte[] answer(OperationCall call) {
    return answer(stored(record.apply(write(call))));
  }

  @Override
  public byte[] answer(StoredResource stored) {
    return ReadMeta.returned(stored.body());
  }

  /** Of two at once both take effect, unless the caller names the version that it wants changed. */
  @Override
  public Interaction write(OperationCall call) {
    ObjectNode labels =
        call.arguments()
            .object("meta", "valueMeta")
            .orElseThrow(
                () ->
                    new RecordException(
                        Kind.INVALID,
                        "required",
                        "Parameters",
                        "$%s needs the parameter 'meta', a valueMeta."
                            .formatted(signature.name())));
    Labels.requireSome(labels, call.arguments().place("meta"));
    return new Interaction.Patch(null, call.key(), body -> changed(body, labels), call.ifMatch());
  }

  private ObjectNode changed(ObjectNode body, JsonNode labels) {
    change.accept((ObjectNode) body.path("meta"), labels);
    return body;
  }

  private static StoredResource stored(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Updated(StoredResource updated) -> updated;
      case Outcome.Unchanged(StoredResource unchanged) -> unchanged;
      case Outcome.Refused(RecordException refused) -> throw refused;
      default -> throw new IllegalStateException(outcome.toString());
    };
  }
}
