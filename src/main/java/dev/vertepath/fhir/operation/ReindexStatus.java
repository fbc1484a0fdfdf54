package dev.vertepath.fhir.operation;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.ClinicalRecord.IndexProgress;
import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code SearchParameter/[id]/$reindex-status}, or {@code SearchParameter/$reindex-status} for all:
 * how far the index is with search parameters that R4 does not have. R4 has no such operation.
 */
final class ReindexStatus implements Operation {

  private static final Signature SIGNATURE =
      Signature.reading(
          "reindex-status",
          "https://vertepath.dev/fhir/OperationDefinition/SearchParameter-reindex-status",
          Set.of(Level.TYPE, Level.INSTANCE),
          Set.of("SearchParameter"));

  private final ClinicalRecord record;

  ReindexStatus(ClinicalRecord record) {
    this.record = record;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  /**
   * One parameter {@code index} for each type and name; none where the definition has no effect.
   */
  @Override
  public byte[] answer(OperationCall call) {
    ResourceKey definition = call.id() == null ? null : call.key();
    if (definition != null) {
      record.read(definition, null);
    }
    ObjectNode parameters = Json.MAPPER.createObjectNode().put("resourceType", "Parameters");
    for (IndexProgress progress : record.indexProgress(definition)) {
      add(parameters.withArray("parameter"), progress);
    }
    return Json.MAPPER.writeValueAsBytes(parameters);
  }

  private static void add(ArrayNode parameters, IndexProgress progress) {
    ArrayNode parts = parameters.addObject().put("name", "index").putArray("part");
    part(parts, "type").put("valueCode", progress.type());
    part(parts, "code").put("valueCode", progress.name());
    part(parts, "source").put("valueUri", progress.source());
    part(parts, "state").put("valueCode", progress.state());
    part(parts, "done").put("valueInteger", progress.done());
    if (progress.total() != null) {
      part(parts, "total").put("valueInteger", progress.total());
    }
    if (progress.problem() != null) {
      part(parts, "problem").put("valueString", progress.problem());
    }
  }

  private static ObjectNode part(ArrayNode parts, String name) {
    return parts.addObject().put("name", name);
  }
}
